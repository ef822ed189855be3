import { App, Testing } from "cdk8s";
import type { Chart } from "cdk8s";
import { shop } from "../../src/app/shop";
import { Mesh } from "../../src/constructs/mesh";

/**
 * Snapshots of what each chart makes, for reviews: a change of the description
 * shows here as the change of its objects. Copy this for charts of your own;
 * `npx jest -u` accepts what you have read.
 */
const app = new App();
const mesh = new Mesh(app, shop.name, shop);

test.each(
  mesh.node.children.map((chart) => [chart.node.id, chart as Chart] as const),
)("%s", (_, chart) => {
  expect(Testing.synth(chart)).toMatchSnapshot();
});
