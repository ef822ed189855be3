import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join, relative } from "node:path";
import { readManifests } from "../../src/manifests/read";
import { readMeshConfig } from "../../src/manifests/read-mesh-config";
import { inFolder } from "./folder";

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n`;

async function read(folder: string) {
  const { manifests, unread } = await readManifests([folder]);
  return [
    ...manifests.map((m) => `${relative(folder, m.file)} ${m.identity.name}`),
    ...unread.map(
      (one) => `${relative(folder, one.file)} ${one.check} ${one.message}`,
    ),
  ];
}

test("folders are read with all that is below them, in lexical order", () =>
  inFolder(
    {
      "b.yml": pod("b"),
      "a/z.YAML": pod("z"),
      "a/y.json": '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"y"}}',
      "notes.txt": "no",
      ".git/x.yaml": "a: [",
      "node_modules/x.yaml": "a: [",
    },
    async (folder) =>
      expect(await read(folder)).toEqual([
        "a/y.json y",
        "a/z.YAML z",
        "b.yml b",
      ]),
  ));

test("each bad file is one finding, and the good ones are read", () =>
  inFolder(
    {
      "binary.yaml": new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0xff]),
      "broken.yaml": "a: [1",
      "empty.yaml": "",
      "good.yaml": pod("good"),
      "nulls.yaml": "a\0b",
      "windows.yaml": Buffer.from(`\ufeff${pod("wide")}`, "utf16le"),
      "crlf.yaml": pod("crlf").replaceAll("\n", "\r\n"),
    },
    async (folder) => {
      symlinkSync(join(folder, "nowhere"), join(folder, "dangling.yaml"));
      symlinkSync(join(folder, "loop.yaml"), join(folder, "loop.yaml"));
      symlinkSync(folder, join(folder, "up"));
      execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
      expect(await read(folder)).toEqual([
        "crlf.yaml crlf",
        "good.yaml good",
        "windows.yaml wide",
        "binary.yaml read/unreadable got bytes that are not UTF-8, expected text",
        "broken.yaml read/syntax got text that is not YAML: unexpected end of the stream within a flow collection",
        "dangling.yaml read/unreadable got no such file, or a link that leads nowhere, expected a file of YAML or JSON",
        "empty.yaml read/empty got nothing, expected an object of Kubernetes",
        "loop.yaml read/unreadable got a link that leads to itself, expected a file of YAML or JSON",
        "nulls.yaml read/unreadable got a binary file, expected text",
        "pipe.yaml read/unreadable got a device or a pipe, expected a file",
      ]);
    },
  ));

test("without permission a file is a finding", () =>
  inFolder({ "a.yaml": pod("a") }, async (folder) => {
    if (process.getuid?.() === 0) {
      console.warn("skipped: root may read everything");
      return;
    }
    chmodSync(join(folder, "a.yaml"), 0);
    expect(await read(folder)).toEqual([
      "a.yaml read/unreadable got no permission to read it, expected a file of YAML or JSON",
    ]);
  }));

test("a folder without manifests, and a path that is not, are findings", () =>
  inFolder({}, async (folder) => {
    mkdirSync(join(folder, "empty"));
    const { unread } = await readManifests([
      join(folder, "empty"),
      join(folder, "none"),
    ]);
    expect(unread.map(({ check, message }) => `${check} ${message}`)).toEqual([
      "read/unreadable got a folder without .yaml, .yml and .json files, expected a file of YAML or JSON",
      "read/unreadable got no such file, or a link that leads nowhere, expected a file of YAML or JSON",
    ]);
  }));

test("- is standard input; what is named twice is read once", async () => {
  async function* stdin() {
    yield Buffer.from(pod("a").slice(0, 20));
    yield Buffer.from(pod("a").slice(20));
    await Promise.resolve();
  }
  const { manifests } = await readManifests(["-", "-"], stdin());
  expect(manifests.map(({ file, identity }) => [file, identity.name])).toEqual([
    ["-", "a"],
  ]);
});

test.each([
  ["rootNamespace: mesh\n", { rootNamespace: "mesh" }],
  [
    "kind: ConfigMap\ndata:\n  mesh: |\n    rootNamespace: mesh\n",
    { rootNamespace: "mesh" },
  ],
  ["spec:\n  meshConfig: {rootNamespace: mesh}\n", { rootNamespace: "mesh" }],
  ["", {}],
  ["- a\n", "got no object, expected mesh settings"],
  [
    "a: [",
    "got text that is not YAML: unexpected end of the stream within a flow collection",
  ],
])("mesh settings: %j => %j", (text, expected) =>
  inFolder({ "mesh.yaml": text }, (folder) => {
    const { value, problems } = readMeshConfig(join(folder, "mesh.yaml"));
    expect(value ?? problems[0]?.message).toEqual(expected);
  }),
);
