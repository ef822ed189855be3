import fc from "fast-check";
import { BROKEN, runChecks } from "../../../src/checks/run";
import { SECURITY_CHECKS } from "../../../src/checks/security/list";
import { isFields } from "../../../src/manifests/fields";
import { manifestsOf } from "../istio/manifests-of";

const EXAMPLES = SECURITY_CHECKS.flatMap(({ bad, good }) => [bad, good]);

/** The places of a value's parts. */
function pathsOf(value: unknown): (string | number)[][] {
  if (!isFields(value) && !Array.isArray(value)) return [[]];
  const entries = Array.isArray(value)
    ? value.map((item, at): [number, unknown] => [at, item])
    : Object.entries(value);
  return [
    [],
    ...entries.flatMap(([key, item]) =>
      pathsOf(item).map((path) => [key, ...path]),
    ),
  ];
}

function replaced(
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  by: unknown,
): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, at) =>
      at === key ? replaced(item, rest, by) : item,
    );
  return isFields(value)
    ? { ...value, [key]: replaced(value[key], rest, by) }
    : value;
}

test("whatever stands in the place of any value, no check breaks", () => {
  const odd = fc.oneof(
    fc.constantFrom(null, true, 0, -1, 1e400, "", "*", "\u0000", [], {}),
    fc.constantFrom([[]], [null], [{}], { "": null }, [["a"]], "a".repeat(999)),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...EXAMPLES),
      fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 3 }),
      (example, changes) => {
        const manifests = manifestsOf(example).map((manifest) => {
          const object = changes.reduce<unknown>((old, [at, by]) => {
            const paths = pathsOf(old).filter(([first]) =>
              ["metadata", "spec", "data", "stringData"].includes(
                String(first),
              ),
            );
            const path = paths[at % paths.length];
            return path ? replaced(old, path, by) : old;
          }, manifest.object);
          return { ...manifest, object: isFields(object) ? object : {} };
        });
        const broken = runChecks(manifests, SECURITY_CHECKS).filter(
          ({ check }) => check === BROKEN,
        );
        expect(broken.map(({ message }) => message)).toEqual([]);
      },
    ),
    { numRuns: 1500 },
  );
});

test("a ConfigMap that is deep, or long, is read in time", () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const long = ["a.", "eyJ", "sk-", "x:", "://", " ", ";", "--a "].map((part) =>
    part.repeat(40_000),
  );
  const data = { "deep.json": deep } as Record<string, string>;
  long.forEach((text, at) => {
    data[`${at}.yaml`] = text;
    data[`${at}.txt`] = text;
    data[`PASSWORD_${at}_TOKEN`] = text;
  });
  const manifest = {
    file: "test.yaml",
    identity: { apiVersion: "v1", kind: "ConfigMap", name: "long" },
    object: { metadata: { annotations: data }, data },
    at: () => ({ line: 1, column: 1 }),
  };
  const begun = Date.now();
  const found = runChecks([manifest], SECURITY_CHECKS);
  expect(found.filter(({ check }) => check === BROKEN)).toEqual([]);
  expect(Date.now() - begun).toBeLessThan(5000);
});
