/** How an app loads what it needs. */
export const commonjs = [
  'const { App } = require("cdk8s");',
  'const { Mesh, synth } = require("sidelight");',
];

export function esModules(sidelight = "sidelight"): readonly string[] {
  return [
    'import { App } from "cdk8s";',
    `import { Mesh, synth } from "${sidelight}";`,
  ];
}

/** An app of ten lines, as TypeScript and as JavaScript; `weight` may be misspelt. */
export function app(load: readonly string[], weight = "weight"): string {
  return `${load.join("\n")}

const image = "registry.example/web-app";
const canary = { version: "v2", image: \`\${image}:1.5.0\` };
const app = new App();
new Mesh(app, "shop", {
  name: "shop",
  services: [{ name: "web-app", image: \`\${image}:1.4.2\`, port: 8080, canary: { ...canary, ${weight}: 10 } }],
});
synth(app);
`;
}

/** A test of the project's own, by jest as it comes. */
export const jestTest = `const { Testing } = require("cdk8s");
const { MeshNamespace } = require("sidelight");

test("a namespace with sidecars", () => {
  const chart = Testing.chart();
  new MeshNamespace(chart, "shop", { name: "shop" });
  expect(Testing.synth(chart)[0].metadata.name).toBe("shop");
});
`;
