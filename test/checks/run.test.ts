import * as fc from "fast-check";
import type { Check } from "../../src/checks/check";
import { pathText } from "../../src/checks/placed";
import type { AnyQuery } from "../../src/checks/promql/queries";
import { runChecks } from "../../src/checks/run";
import { readText } from "../../src/manifests/text";
import { HOSTS, PORTS } from "./example";

const object = (name: string, rest: string) =>
  `apiVersion: v1\nkind: Thing\nmetadata: {name: ${name}}\n${rest}`;
const read = (file: string, text: string) => readText({ file, text }).manifests;
const b = read(
  "b.yaml",
  `${object("one", "host: kart\n")}---\n${object("two", "host: cart\n")}`,
);
const a = read("a.yaml", object("three", "host: bart\nport: 1\n"));

const said = (findings: ReturnType<typeof runChecks>) =>
  findings.map(
    ({ file, line, column, check, message }) =>
      `${file}:${line}:${column} ${check} ${message}`,
  );

test("findings are in the order of files and lines, whatever the order of reading and of checks", () => {
  const expected = [
    "a.yaml:4:7 test/host got host bart, expected cart",
    "b.yaml:1:1 test/port got no port, expected one",
    "b.yaml:4:7 test/host got host kart, expected cart",
    "b.yaml:6:1 test/port got no port, expected one",
  ];
  expect(said(runChecks([...b, ...a], [PORTS, HOSTS]))).toEqual(expected);
  expect(said(runChecks([...a, ...b], [HOSTS, PORTS]))).toEqual(expected);
});

test("what is found twice is said once", () => {
  expect(said(runChecks(a, [HOSTS, HOSTS]))).toHaveLength(1);
});

test("a check that breaks is a finding, and the others go on", () => {
  const broken = {
    ...HOSTS,
    id: "test/broken",
    run: () => {
      throw new Error("oh");
    },
  };
  expect(said(runChecks(a, [broken, HOSTS]))).toEqual([
    ":1:1 check/broken the check test/broken broke: oh",
    "a.yaml:4:7 test/host got host bart, expected cart",
  ]);
});

const rules = read(
  "rules.yaml",
  "groups: [{name: shop, rules: [{record: a, expr: up}, {record: b, expr: up}]}]",
);

test("all checks of queries see one before the next is read", () => {
  const seen: string[] = [];
  const seeing = (id: string) => ({
    ...HOSTS,
    id,
    run: () => (query: AnyQuery) => {
      seen.push(`${id} ${query.called}`);
    },
  });
  runChecks(rules, [seeing("one"), seeing("two")]);
  expect(seen).toEqual([
    "one recording a",
    "two recording a",
    "one recording b",
    "two recording b",
  ]);
});

test("a check that breaks at a query is a finding, once, and the others go on", () => {
  const broken: Check = {
    ...HOSTS,
    id: "test/broken",
    run: () => () => {
      throw new Error("oh");
    },
  };
  const naming: Check = {
    ...HOSTS,
    id: "test/naming",
    run:
      (_, report) =>
      ({ manifest, at, called }) =>
        report(manifest, at("record"), called),
  };
  expect(said(runChecks(rules, [broken, naming]))).toEqual([
    ":1:1 check/broken the check test/broken broke: oh",
    "rules.yaml:1:40 test/naming recording a",
    "rules.yaml:1:63 test/naming recording b",
  ]);
});

test("a check may say a finer place", () => {
  const finer = {
    ...HOSTS,
    run: ((index, report) => {
      for (const one of index.all)
        report(
          one,
          ["host"],
          "here",
          undefined,
          "info",
          one.within?.(["host"], 2),
        );
    }) satisfies typeof HOSTS.run,
  };
  expect(runChecks(a, [finer])[0]).toMatchObject({
    line: 4,
    column: 9,
    severity: "info",
  });
});

test.each([
  [["spec", "http", 0, "route"], "spec.http[0].route"],
  [["labels", "app.io/x", "y"], 'labels["app.io/x"].y'],
  [[], ""],
])("%j => %s", (path, text) => expect(pathText(path)).toBe(text));

test("random manifests never throw", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), (values) => {
      const text = values
        .map((host) =>
          JSON.stringify({
            apiVersion: "v1",
            kind: "Thing",
            metadata: host,
            host,
          }),
        )
        .join("\n---\n");
      expect(runChecks(read("x.yaml", text), [HOSTS, PORTS])).toBeDefined();
    }),
    { numRuns: 200, interruptAfterTimeLimit: 5000 },
  );
});
