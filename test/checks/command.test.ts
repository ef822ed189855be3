import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { main } from "../../src/cli";
import { inFolder } from "../manifests/folder";

const GOOD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

/** `sidelight check …` in this process; paths are those of the folder. */
async function check(folder: string, ...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(
    [
      "check",
      ...args.map((arg) =>
        /^[a-z]+\.yaml$|^\.$/.test(arg) ? join(folder, arg) : arg,
      ),
    ],
    {
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      signal: new AbortController().signal,
    },
  );
  const clean = (lines: readonly string[]) =>
    lines.join("\n").replaceAll(`${folder}/`, "");
  return { code, out: clean(out), err: clean(err) };
}

const FILES = {
  "good.yaml": GOOD,
  "warned.yaml": `${GOOD}# sidelight:ignore read/syntax: none\n`,
  "broken.yaml": "a: [",
  "binary.yaml": new Uint8Array([0, 1, 2]),
  "crd.yaml":
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\n",
  "mesh.yaml": "rootNamespace: mesh\n",
  "list.yaml": "- a\n",
};

test.each([
  ["good.yaml", 0, "nothing wrong in 1 object of 1 file"],
  [
    "good.yaml --mesh-config mesh.yaml --crd crd.yaml --crd crd.yaml",
    0,
    "nothing wrong in 1 object of 1 file",
  ],
  ["warned.yaml", 0, "1 warning in 1 object of 1 file"],
  ["good.yaml broken.yaml", 1, "1 error in 1 object of 2 files"],
  ["broken.yaml", 1, "1 error in 0 objects of 1 file"],
  ["good.yaml missing.yaml", 1, "1 error in 1 object of 1 file"],
  ["missing.yaml", 2, "1 error in 0 objects of 0 files"],
  ["binary.yaml", 2, "1 error in 0 objects of 0 files"],
])("check %s => exit %d, %s", (line, code, summary) =>
  inFolder(FILES, async (folder) => {
    const said = await check(folder, ...line.split(" "));
    expect(said).toMatchObject({ code, err: "" });
    expect(said.out.split("\n").at(-1)).toBe(summary);
  }),
);

test.each([
  [
    "",
    "error: sidelight check: got no path, expected files or folders\n  fix: write sidelight check dist, or - for standard input",
  ],
  [
    "good.yaml --output jsn",
    "error: sidelight check, --output: got jsn, expected text, json, sarif, github\n  fix: write --output json",
  ],
  [
    "good.yaml --outptu json",
    "error: sidelight check: got option --outptu, expected one that exists\n  fix: write --output",
  ],
  [
    "good.yaml --mesh-config list.yaml",
    "error: list.yaml: got no object, expected mesh settings\n  fix: give Istio's mesh settings as YAML: rootNamespace: istio-system",
  ],
  [
    "good.yaml --crd broken.yaml",
    "error: --crd broken.yaml: got text that is not YAML: unexpected end of the stream within a flow collection\n  fix: close the bracket, or put a comma before this",
  ],
])("check %s => exit 2, and says why", (line, err) =>
  inFolder(FILES, async (folder) =>
    expect(await check(folder, ...line.split(" ").filter(Boolean))).toEqual({
      code: 2,
      out: "",
      err,
    }),
  ),
);

test("help says what it takes, and what its exit codes mean", async () => {
  const { code, out } = await check("", "--help");
  expect(code).toBe(0);
  expect(out).toMatch(/^Usage: sidelight check \[options\] PATH…/);
  expect(out).toMatch(/^ {2}--crd FILE … /m);
  expect(out).toMatch(/Exit code: 0 without errors, 1 with errors, 2 /);
});

/** The program itself. */
function program(input: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(__dirname, "../../bin/sidelight.js"), "check", ...args],
    { input, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

test.each([
  [GOOD, "text", 0],
  ["a: [", "text", 1],
  ["", "json", 0],
  ["a: [", "json", 1],
  ["a: [", "sarif", 1],
  ["a: [", "github", 1],
])(
  "node bin/sidelight.js check - of %j as %s => exit %d",
  (input, output, code) => {
    const { status, stdout, stderr } = program(input, "--output", output, "-");
    expect({ status, stderr }).toEqual({ status: code, stderr: "" });
    if (output === "json" || output === "sarif")
      expect(JSON.parse(stdout)).toBeInstanceOf(Object);
    expect(stdout).not.toMatch(/\n {4}at |\u001b/);
  },
);

test("node bin/sidelight.js check without paths => exit 2", () => {
  expect(program("")).toMatchObject({ status: 2, stdout: "" });
});
