import { App } from "cdk8s";
import { Mesh } from "../../src/constructs/mesh";
import type { MeshServiceProps } from "../../src/constructs/service";
import { MeshService } from "../../src/constructs/service";
import type { ServiceProps } from "../../src/mesh/service";
import { printProblem } from "../../src/problems/print";
import { render } from "../../src/synth/render";
import { rendered } from "../manifest";

/** A service that an engine may release. */
export const base: ServiceProps = {
  name: "web-app",
  image: "registry.example/web-app:1.4.2",
  port: 8080,
};

export const release = {
  version: "v2",
  image: "registry.example/web-app:1.5.0",
};

/** The objects of one service, of which nothing is said. */
export function service(props: Partial<MeshServiceProps>) {
  const { objects, said } = rendered(
    (chart) => new MeshService(chart, "web-app", { ...base, ...props }),
  );
  expect(said).toEqual([]);
  return objects;
}

/** The files of a mesh, of which nothing is said. */
export function mesh(...services: readonly ServiceProps[]) {
  const app = new App();
  new Mesh(app, "shop", { name: "shop", services });
  const output = render(app);
  expect(output.problems.map(printProblem)).toEqual([]);
  return output;
}
