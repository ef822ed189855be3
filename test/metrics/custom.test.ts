import { queryOf } from "../../src/metrics/custom";
import { render } from "../../src/promql/render";

const orders = {
  name: "orders",
  type: "counter",
  value: 1,
  labels: { shop: "'a'" },
} as const;

test("a custom metric is asked like any other", () => {
  const query = queryOf(orders).rate("5m").sumBy("shop", "pod");
  expect(render(query.expr)).toBe(
    "sum by (shop, pod) (rate(istio_orders[5m]))",
  );
});

test("a label that it does not have does not compile", () => {
  // @ts-expect-error store is no label of it
  queryOf(orders).rate("5m").sumBy("store");
});

test("neither does the rate of a gauge", () => {
  const depth = { name: "depth", type: "gauge", value: "1" } as const;
  // @ts-expect-error a gauge has no rate
  expect(() => queryOf(depth).rate("5m")).toThrow();
});
