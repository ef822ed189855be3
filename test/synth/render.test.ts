import { ApiObject, App, Chart, YamlOutputType } from "cdk8s";
import { Mesh } from "../../src/constructs/mesh";
import { printProblem } from "../../src/problems/print";
import { render } from "../../src/synth/render";
import { documents } from "../manifest";

function configMap(chart: Chart, id: string, name: string): ApiObject {
  return new ApiObject(chart, id, {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name },
  });
}

test("files in kubectl's order: the namespace first, whatever the services are called", () => {
  const app = new App();
  const names = ["a", "a0", "b-b", "z9"];
  new Mesh(app, "mesh", {
    name: "mesh",
    services: names.map((name) => ({
      name,
      image: "x:1",
      port: 80,
      canary: { version: "v2", image: "x:2" },
    })),
  });
  const { dist } = render(app);
  const paths = dist.map(({ path }) => path);
  expect(paths).toEqual([...paths].sort());
  const kinds = dist.flatMap(({ content }) =>
    documents(content).map((document) => document["kind"] as string),
  );
  expect(kinds[0]).toBe("Namespace");
  for (const { content } of dist.slice(1)) {
    const own = documents(content).map(
      (document) => document["kind"] as string,
    );
    expect(own.indexOf("DestinationRule")).toBeLessThan(
      own.indexOf("VirtualService"),
    );
  }
});

test("an explicit dependency goes before the order of kinds", () => {
  const app = new App();
  const chart = new Chart(app, "chart");
  const first = configMap(chart, "a", "a");
  const needed = new ApiObject(chart, "b", {
    apiVersion: "v1",
    kind: "Job",
    metadata: { name: "b" },
  });
  first.addDependency(needed);
  expect(
    documents(render(app).dist[0]?.content ?? "").map(({ kind }) => kind),
  ).toEqual(["Job", "ConfigMap"]);
});

test("one object twice, in two charts", () => {
  const app = new App();
  configMap(new Chart(app, "one"), "map", "settings");
  configMap(new Chart(app, "two"), "map", "settings");
  expect(render(app).problems.map(printProblem)).toEqual([
    "error: two/map (two.k8s.yaml): got ConfigMap settings a second time; one/map makes it already\n  fix: give one of them another name, or make it once",
  ]);
});

test("two meshes that write one file", () => {
  const app = new App();
  for (const name of ["east", "west"])
    new Mesh(app, name, { name, services: [] });
  expect(render(app).problems.map(printProblem)).toEqual([
    "error: 00-mesh.k8s.yaml: got two charts or artifacts that write this file\n  fix: give one of them another id; a file is named by its chart's",
  ]);
});

test("other constructs' own validations are heard", () => {
  const app = new App();
  configMap(new Chart(app, "chart"), "map", "m").node.addValidation({
    validate: () => ["too blue"],
  });
  expect(render(app).problems.map(printProblem)).toEqual([
    "error: chart/map: too blue\n  fix: mend what the construct's own validation asks for",
  ]);
});

test("the same meaning as cdk8s's own synth, and the same bytes every time", () => {
  const build = () => {
    const app = new App();
    new Mesh(app, "mesh", {
      name: "mesh",
      services: [{ name: "a", image: "x:1", port: 80 }],
    });
    return app;
  };
  const app = build();
  const stock = documents(app.synthYaml());
  const ours = render(build()).dist.flatMap(({ content }) =>
    documents(content),
  );
  const key = (object: unknown) => JSON.stringify(object);
  expect(ours.map(key).sort()).toEqual(stock.map(key).sort());
  expect(render(build())).toEqual(render(build()));
});

test("files a resource, which only cdk8s's own synth writes, are warned of", () => {
  const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  configMap(new Chart(app, "chart"), "map", "m");
  const { dist, problems } = render(app);
  expect(problems.map(printProblem)).toEqual([
    "warning: synth: got yamlOutputType FILE_PER_RESOURCE, which cdk8s's own synth reads; a chart is a file here\n  fix: leave yamlOutputType out",
  ]);
  expect(dist.map(({ path }) => path)).toEqual(["chart.k8s.yaml"]);
});
