import { judge } from "../../src/checks/judge";
import { readText } from "../../src/manifests/text";
import { HOSTS, PORTS } from "./example";

function judged(text: string) {
  const file = "a.yaml";
  const { findings, suppressed } = judge(
    { ...readText({ file, text }), texts: new Map([[file, text]]) },
    [HOSTS, PORTS],
  );
  return [
    ...findings.map(
      ({ line, check, message }) => `${line} ${check} ${message}`,
    ),
    ...suppressed.map(
      ({ line, check, reason }) => `${line} ${check} (${reason})`,
    ),
  ];
}

const thing = (annotation: string, rest: string) =>
  `apiVersion: v1\nkind: Thing\nmetadata:\n  annotations: {sidelight.dev/ignore: ${annotation}}\n${rest}`;
const plain = (rest: string) => `apiVersion: v1\nkind: Thing\n${rest}port: 1\n`;

test.each([
  [
    "an annotation",
    thing('"test/host: moved; test/port: none: yet"', "host: a\n"),
    ["1 test/port (none: yet)", "5 test/host (moved)"],
  ],
  [
    "several lines",
    thing('"test/host: moved\\n\\ntest/port: none"', "host: a\n"),
    ["1 test/port (none)", "5 test/host (moved)"],
  ],
  [
    "the line above",
    plain("# sidelight:ignore test/host: moved\nhost: a\n"),
    ["4 test/host (moved)"],
  ],
  [
    "comments in a row",
    plain("# sidelight:ignore test/host: moved\n# since May\n\nhost: a\n"),
    ["6 test/host (moved)"],
  ],
  [
    "the end of the line",
    plain("host: a # sidelight:ignore test/host: moved\n"),
    ["3 test/host (moved)"],
  ],
  [
    "a comment above the object",
    `# sidelight:ignore test/port: none\n---\napiVersion: v1\nkind: Thing\n`,
    ["3 test/port (none)"],
  ],
  [
    "reading, too",
    "# sidelight:ignore read/not-an-object: values of a chart\na: 1\n",
    ["2 read/not-an-object (values of a chart)"],
  ],
])("%s suppresses", (_, text, expected) => {
  expect(judged(text)).toEqual(expected);
});

test.each([
  [
    "no reason",
    plain("host: a # sidelight:ignore test/host\n"),
    [
      "3 test/host got host a, expected cart",
      "3 ignore/no-reason got a suppression of test/host without a reason, expected one; it suppresses nothing",
    ],
  ],
  [
    "an unknown check",
    plain("host: cart # sidelight:ignore test/hots: x\n"),
    [
      "3 ignore/unknown got a suppression of test/hots, which is no check, expected a check",
    ],
  ],
  [
    "no check",
    plain("host: cart # sidelight:ignore\n"),
    ["3 ignore/unknown got a suppression of nothing, expected a check"],
  ],
  [
    "nothing to suppress",
    plain("host: cart # sidelight:ignore test/host: x\n"),
    [
      "3 ignore/unused got a suppression of test/host where it finds nothing, expected a finding",
    ],
  ],
  [
    "the wrong line",
    plain("# sidelight:ignore test/host: x\na: 1\nhost: a\n"),
    [
      "3 ignore/unused got a suppression of test/host where it finds nothing, expected a finding",
      "5 test/host got host a, expected cart",
    ],
  ],
  [
    "an annotation for nothing",
    thing('"test/host: x"', "port: 1\n"),
    [
      "4 ignore/unused got a suppression of test/host where it finds nothing, expected a finding",
    ],
  ],
])("%s is a warning", (_, text, expected) => {
  expect(judged(text)).toEqual(expected);
});
