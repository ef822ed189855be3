import * as fc from "fast-check";
import { parseAllDocuments } from "yaml";
import type { Path } from "../../src/manifests/manifest";
import { readText } from "../../src/manifests/text";

const read = (text: string) => readText({ file: "a.yaml", text });
const said = (text: string) =>
  read(text).unread.map(
    ({ check, position: at, message }) =>
      `${at?.line}:${at?.column} ${check} ${message}`,
  );
const HEAD = "apiVersion: v1\nkind: ConfigMap\n";

const objects = (text: string) =>
  read(text).manifests.map(({ identity, at }) => {
    const { kind, namespace, name } = identity;
    const { line, column } = at([]);
    return `${line}:${column} ${kind} ${namespace ?? "-"} ${name}`;
  });

test("documents are objects, and each has its place", () => {
  expect(
    objects(
      `# first\n${HEAD}metadata: {name: a, namespace: x}\n---\n---\n# none\n---\n{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b"}}\n`,
    ),
  ).toEqual(["2:1 ConfigMap x a", "9:1 Pod - b"]);
});

test("items of a List are objects; an item of a PodList may leave its kind out", () => {
  expect(
    objects(`apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: PodList
  items:
  - metadata: {name: a}
  - metadata: {name: b}
- apiVersion: v1
  kind: Service
  metadata: {name: c}
`),
  ).toEqual(["7:5 Pod - a", "8:5 Pod - b", "9:3 Service - c"]);
});

test("a file of Prometheus rules is an object without a kind", () => {
  const { manifests, unread } = read("groups:\n- name: a\n  rules: []\n");
  expect(unread).toEqual([]);
  expect(manifests[0]?.identity).toEqual({
    apiVersion: "",
    kind: "",
    name: "",
  });
});

const PLACES = `apiVersion: v1
kind: ConfigMap
metadata: &m
  name: "a"
data:
  query: |
    sum(
      x)
  empty:
  list:
  - one
  - {two: 2}
  again: *m
`;

test.each<[Path, string]>([
  [["kind"], "2:7"],
  [["metadata"], "3:1"],
  [["metadata", "name"], "4:9"],
  [["data", "query"], "6:10"],
  [["data", "empty"], "9:3"],
  [["data", "list"], "10:3"],
  [["data", "list", 0], "11:5"],
  [["data", "list", 1, "two"], "12:11"],
  [["data", "again", "name"], "4:9"],
  [["data", "missing", "deep", 3], "5:1"],
  [["nothing"], "1:1"],
])("%j stands at %s", (path, place) => {
  const { line, column } = read(PLACES).manifests[0]?.at(path) ?? {};
  expect(`${line}:${column}`).toBe(place);
});

test.each<[Path, number, string]>([
  [["data", "query"], 0, "7:5"],
  [["data", "query"], 7, "8:7"],
  [["metadata", "name"], 0, "4:10"],
  [["kind"], 3, "2:10"],
])("in %j, character %d stands at %s", (path, offset, place) => {
  const manifest = read(PLACES).manifests[0];
  const { line, column } = manifest?.within?.(path, offset) ?? {};
  expect(`${line}:${column}`).toBe(place);
});

test.each([
  [
    "a: [1\n",
    "2:1 read/syntax got text that is not YAML: unexpected end of the stream within a flow collection",
  ],
  [
    `${HEAD}data:\n\tx: 1\n`,
    "4:1 read/syntax got text that is not YAML: tab characters must not be used in indentation",
  ],
  [
    `${HEAD}kind: Pod\n`,
    '3:1 read/duplicate-key got the key "kind" twice in one object, expected it once',
  ],
  ["", "1:1 read/empty got nothing, expected an object of Kubernetes"],
  [
    "# only this\n---\n",
    "1:1 read/empty got nothing, expected an object of Kubernetes",
  ],
  [
    `${HEAD}metadata: {name: a}\ndata: {{ .Values.data }}\n`,
    "4:7 read/template got a template that is not rendered, expected YAML",
  ],
  [
    `{{- if .Values.on }}\n${HEAD}{{- end }}\n`,
    "1:1 read/template got a template that is not rendered, expected YAML",
  ],
  [
    "a: 1\n",
    "1:1 read/not-an-object got an object without apiVersion and kind, expected an object of Kubernetes, a file of Prometheus rules or a dashboard of Grafana",
  ],
  [
    "apiVersion: v1\nkind: Y\n",
    "1:1 read/not-an-object got an object without kind (it is true, not text), expected an object of Kubernetes, a file of Prometheus rules or a dashboard of Grafana",
  ],
  [
    "- 1\n",
    "1:1 read/not-an-object got a list, expected an object of Kubernetes, a file of Prometheus rules or a dashboard of Grafana",
  ],
  [
    "a: &a [*a]\n",
    "1:8 read/syntax got *a inside of &a, expected an alias of something that is complete",
  ],
  [
    "a: *b\n",
    "1:4 read/syntax got *b, expected an alias of an anchor &b above it",
  ],
  [
    "? [a]\n: 1\n",
    "1:3 read/syntax got a list or an object as a key, expected text",
  ],
  ["a: .nan\n", "1:4 read/syntax got .nan, expected a number that JSON has"],
  [
    "a: !!int b\n",
    '1:4 read/syntax got "b" tagged !!int, expected a value of that type',
  ],
])("%j => %s", (text, message) => {
  expect(said(text)).toEqual([message]);
});

test("what is broken does not hide what is beside it", () => {
  const text = `${HEAD}metadata: {name: a}\n---\na: [\n---\n${HEAD}metadata: {name: b}\n`;
  expect(objects(text)).toEqual(["1:1 ConfigMap - a", "7:1 ConfigMap - b"]);
  expect(said(text)).toHaveLength(1);
});

test.each([
  ["10,000 brackets", "[".repeat(10_000), "read/too-deep"],
  ["10,000 dashes", "- ".repeat(10_000), "read/too-deep"],
  ["10,000 braces", '{"a":'.repeat(10_000), "read/too-deep"],
  [
    "5,000 keys",
    Array.from({ length: 5000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
    "read/too-deep",
  ],
  [
    "an alias bomb",
    Array.from(
      { length: 30 },
      (_, i) =>
        `a${i}: &a${i} [${
          i === 0
            ? "x"
            : Array(9)
                .fill(`*a${i - 1}`)
                .join(",")
        }]`,
    ).join("\n"),
    "read/too-large",
  ],
  [
    "a chain of merges",
    Array.from(
      { length: 3000 },
      (_, i) =>
        `a${i}: &a${i}\n  ${i === 0 ? "x: 1" : `<<: *a${i - 1}\n  k${i}: 1`}`,
    ).join("\n"),
    "read/too-large",
  ],
  [
    "50 MB in one document",
    `a: ${"x".repeat(50_000_000)}`,
    "read/not-an-object",
  ],
  ["70 MB in one document", `a: ${"x".repeat(70_000_000)}`, "read/too-large"],
])("%s is one finding, soon", (_, text, check) => {
  const start = performance.now();
  expect(read(text).unread.map((one) => one.check)).toEqual([check]);
  expect(performance.now() - start).toBeLessThan(5000);
});

test("merges, tags, keys and odd names are what Kubernetes takes them for", () => {
  const text = `${HEAD}data:\n  base: &base {a: 1, b: 2}\n  merged: {<<: *base, b: 3}\n  on: yes\n  7: !!str 1\n  __proto__: x\n  bin: !!binary aGk=\n`;
  expect(JSON.stringify(read(text).manifests[0]?.object["data"])).toBe(
    '{"7":"1","base":{"a":1,"b":2},"merged":{"a":1,"b":3},"true":true,"__proto__":"x","bin":"hi"}',
  );
});

test("what Go's reader takes without indentation is taken, with its places", () => {
  const { manifests, unread } = read(
    `${HEAD}data:\n  list: [\n1,\n]\n  text: "a\nb"\n  last: {a: 1}\n`,
  );
  expect(unread).toEqual([]);
  expect(manifests[0]?.object["data"]).toEqual({
    list: [1],
    text: "a b",
    last: { a: 1 },
  });
  expect(manifests[0]?.at(["data", "list", 0])).toEqual({ line: 5, column: 1 });
  expect(manifests[0]?.at(["data", "last"])).toEqual({ line: 9, column: 9 });
});

const noise = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        ...["a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "&x ", "*x"],
        ...[
          "|\n",
          ">\n",
          "'",
          '"',
          "---\n",
          "...\n",
          "#",
          "? ",
          "!!str ",
          "\t",
        ],
        ...["kind: A\n", "apiVersion: v1\n", "items:\n", "<<: ", "{{ .a }}"],
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join("")),
);

test("no text is too strange: nothing is thrown, and all places are in it", () => {
  fc.assert(
    fc.property(noise, (text) => {
      const { manifests, unread } = read(text);
      const lines = text.split("\n").length;
      for (const { position } of unread) {
        expect(position?.line).toBeLessThanOrEqual(lines);
        expect(position?.column).toBeGreaterThan(0);
      }
      for (const { at, object } of manifests)
        for (const key of Object.keys(object))
          expect(at([key]).line).toBeLessThanOrEqual(lines);
    }),
    { numRuns: 1500, interruptAfterTimeLimit: 10_000 },
  );
});

test("values are the same as another reader's", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (data) => {
      const text = JSON.stringify(
        { apiVersion: "v1", kind: "A", data },
        undefined,
        1,
      );
      const [document] = parseAllDocuments(text, {
        version: "1.1",
        uniqueKeys: false,
      });
      expect(read(text).manifests[0]?.object["data"]).toEqual(
        (document?.toJS() as { data: unknown }).data,
      );
    }),
    { numRuns: 200, interruptAfterTimeLimit: 5_000 },
  );
});
