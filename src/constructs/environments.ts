import { Construct } from "constructs";
import type { Environment } from "../environments/clusters";
import type { EnvironmentsProps as DescribedProps } from "../environments/environments";
import { describeEnvironments } from "../environments/environments";
import type { MeshProps } from "../mesh/mesh";
import type { Problem } from "../problems/problem";
import { addMesh } from "./mesh";
import { outputAround, outputWithin, setOutput } from "./output";
import { report } from "./report";

export interface EnvironmentsProps extends DescribedProps {
  /**
   * Makes what an environment has besides its mesh, Istio and addons for one,
   * and says where in it the mesh goes: `layers.services`, say.
   * @default - the mesh alone
   */
  readonly within?: (environment: EnvironmentScope) => Construct;
}

/** One environment, to make something in. */
export interface EnvironmentScope {
  readonly name: string;
  /** What is made in it goes into the environment's folder. */
  readonly scope: Construct;
  /** The mesh as this environment has it. */
  readonly mesh: MeshProps;
}

/**
 * One mesh in several environments, each in a folder of its own; a single one
 * stays directly in dist/.
 *
 *     new Environments(app, "shop", { mesh: shop, environments: { staging: { namespace: "shop-staging" }, production: {} } })
 *     => dist/staging/00-mesh.k8s.yaml, dist/staging/web-app.k8s.yaml
 *     => dist/production/00-mesh.k8s.yaml, dist/production/web-app.k8s.yaml
 *
 * Each in layers of its own:
 *
 *     within: ({ scope }) => new Layers(scope, "shop", { by: "flux", source: { name: "shop" } }).services
 *     => dist/staging/flux/shop.k8s.yaml, dist/staging/4-services/web-app.k8s.yaml
 */
export class Environments extends Construct {
  constructor(scope: Construct, id: string, props: EnvironmentsProps) {
    super(scope, id);
    const { value = [], problems } = describeEnvironments(props);
    const apart = severalClusters(this, value);
    report(this, [...problems, ...apart]);
    if (apart.length > 0) return;
    for (const { name, folder, cluster, mesh, props: own } of value) {
      const environment = new Construct(this, name);
      // A single one goes where all else does.
      if (folder !== "")
        setOutput(environment, outputWithin(environment, { folder, cluster }));
      const place = props.within
        ? props.within({ name, scope: environment, mesh: own })
        : environment;
      if (Construct.isConstruct(place) && isWithin(place, environment))
        addMesh(place, mesh);
      else report(this, [elsewhere(name, place)]);
    }
  }
}

/** What is in a layer goes into one cluster. */
function severalClusters(
  construct: Construct,
  environments: readonly Environment[],
): readonly Problem[] {
  const around = outputAround(construct);
  const clusters = [...new Set(environments.map(({ cluster }) => cluster))];
  return around && clusters.length > 1
    ? [
        {
          severity: "error",
          where: construct.node.path,
          message: `got environments of ${clusters.length} clusters within ${around.folder}/, which goes into one`,
          fix: "make layers within each environment: within: ({ scope }) => new Layers(scope, …).services",
        },
      ]
    : [];
}

/** Elsewhere the meshes of two environments would meet. */
function isWithin(place: Construct, environment: Construct): boolean {
  return place.node.scopes.includes(environment);
}

function elsewhere(name: string, place: unknown): Problem {
  const got = Construct.isConstruct(place)
    ? `${place.node.path}, which is not within this environment`
    : String(place ?? "nothing");
  return {
    severity: "error",
    where: `environment ${name}, within`,
    message: `got ${got}, expected the construct in which the mesh is made`,
    fix: "return one, for example within: ({ scope }) => new Layers(scope, …).services",
  };
}
