import * as fc from "fast-check";
import { labelled } from "../../src/manifests/labelled";
import { selects } from "../../src/manifests/selector";

const labels = fc.dictionary(
  fc.constantFrom("", "app", "version", "a=b", "__proto__"),
  fc.constantFrom("", "web", "v1", "=v1"),
  { maxKeys: 3 },
);
const items = fc.array(
  fc.record({ labels, namespace: fc.constantFrom("", "shop", "other") }),
  { maxLength: 8 },
);

test("a search by labels finds what a look at everything finds, in its order", () => {
  fc.assert(
    fc.property(
      items,
      labels,
      fc.option(fc.constantFrom("", "shop", "none"), { nil: undefined }),
      (all, selector, namespace) => {
        const { takenBy } = labelled(
          all,
          (one) => one.labels,
          (one) => one.namespace,
        );
        expect(takenBy(selector, namespace)).toEqual(
          all.filter(
            (one) =>
              (namespace === undefined || one.namespace === namespace) &&
              selects(selector, one.labels),
          ),
        );
      },
    ),
  );
});
