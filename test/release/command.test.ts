import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../src/cli";
import { ROOT } from "../checkout";
import { inFolder } from "../manifests/folder";

const config = (level: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {level: ${level}}\n`;

/** `sidelight diff …` in a folder; what is said, and the exit code. */
async function diff(folder: string, ...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const before = process.cwd();
  process.chdir(folder);
  try {
    const code = await main(["diff", ...args], {
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      signal: new AbortController().signal,
    });
    return { code, out: out.join("\n"), err: err.join("\n") };
  } finally {
    process.chdir(before);
  }
}

function git(folder: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(
    "git",
    ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args],
    { cwd: folder, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
}

/** Two commits of dist and of deploy/production, and a third state on the disk. */
function inRepository(run: (folder: string) => Promise<void>): Promise<void> {
  return inFolder({}, async (folder) => {
    const put = (level: string) => {
      for (const path of ["dist", "deploy/production"]) {
        mkdirSync(join(folder, path), { recursive: true });
        writeFileSync(join(folder, path, "a ü.yaml"), config(level));
      }
    };
    git(folder, "init", "-q", "-b", "main");
    put("info");
    git(folder, "add", ".");
    git(folder, "commit", "-q", "-m", "one");
    put("debug");
    git(folder, "commit", "-q", "-a", "-m", "two");
    put("trace");
    await run(folder);
  });
}

test.each([
  ["", "HEAD:dist → dist", "debug → trace"],
  ["dist", "HEAD:dist → dist", "debug → trace"],
  ["dist/", "HEAD:dist → dist", "debug → trace"],
  [
    "deploy/production",
    "HEAD:deploy/production → deploy/production",
    "debug → trace",
  ],
  ["HEAD~1", "HEAD~1:dist → dist", "info → trace"],
  ["HEAD~1 main", "HEAD~1:dist → main:dist", "info → debug"],
  [
    "HEAD~1:deploy/production dist",
    "HEAD~1:deploy/production → dist",
    "info → trace",
  ],
  ["HEAD~1 dist/a ü.yaml", "HEAD~1:dist → dist/a ü.yaml", "info → trace"],
])("diff %s => %s: %s", (line, title, field) =>
  inRepository(async (folder) => {
    const args = line.split(/ (?!ü)/).filter(Boolean);
    expect(await diff(folder, ...args)).toEqual({
      code: 0,
      err: "",
      out: `${title}: 1 object differs: 1 changed

Restarts
  web: ConfigMap has another level; nothing restarts by that alone

Objects
  ~ ConfigMap web
      data.level: ${field}`,
    });
  }),
);

test.each([
  ["HEAD~1 HEAD~1", "HEAD~1:dist → HEAD~1:dist: nothing differs"],
  ["--output markdown main main", "**main:dist → main:dist**: nothing differs"],
])("diff %s => 0, %s", (line, out) =>
  inRepository(async (folder) =>
    expect(await diff(folder, ...line.split(" "))).toEqual({
      code: 0,
      out,
      err: "",
    }),
  ),
);

test.each([
  [
    "HEAD~7",
    "error: sidelight diff: got HEAD~7, expected a folder, a file or a Git ref that exists\n  fix: git branch --all and git log show what there is; a shallow clone has less",
  ],
  [
    "--output=text HEAD:dits dist",
    "error: sidelight diff: got HEAD:dits, where there is no .yaml, .yml or .json file\n  fix: git ls-tree -r --name-only HEAD shows what it holds",
  ],
  [
    "dist ./dits",
    "error: sidelight diff: got ./dits, expected a folder, a file or a Git ref that exists\n  fix: write sidelight diff OLD NEW, for example sidelight diff main dist",
  ],
  [
    "a b c",
    "error: sidelight diff: got 3 things to compare, expected two at most\n  fix: write sidelight diff a b",
  ],
  [
    "--output markdwon",
    "error: sidelight diff, --output: got markdwon, expected text, markdown, json\n  fix: write --output markdown",
  ],
])("diff %s => 2, and says why", (line, err) =>
  inRepository(async (folder) =>
    expect(await diff(folder, ...line.split(" "))).toEqual({
      code: 2,
      out: "",
      err,
    }),
  ),
);

test.each([
  ["--exit-code", 1],
  ["main main --exit-code", 0],
])("diff %s => %d: whether something differs", (line, code) =>
  inRepository(async (folder) => {
    expect(await diff(folder, ...line.split(" "))).toMatchObject({ code });
  }),
);

test("outside of a repository two folders can be compared, and nothing else", () =>
  inFolder(
    { "a.yaml": config("info"), "b.yaml": config("info") },
    async (folder) => {
      expect(await diff(folder, "a.yaml", "b.yaml")).toMatchObject({ code: 0 });
      expect(await diff(folder, "a.yaml")).toEqual({
        code: 2,
        out: "",
        err: "error: sidelight diff: got HEAD, but this folder is in no Git repository\n  fix: go to the repository, or name two folders",
      });
    },
  ));

test("what cannot be read is said, and the rest compared", () =>
  inRepository(async (folder) => {
    writeFileSync(join(folder, "dist/broken.yaml"), "a: [");
    const { code, out, err } = await diff(folder);
    expect(code).toBe(2);
    expect(out).toContain("data.level: debug → trace");
    expect(err).toBe(
      "error: dist/broken.yaml:1: got text that is not YAML: unexpected end of the stream within a flow collection; this part is not compared\n  fix: close the bracket, or put a comma before this",
    );
  }));

test("Markdown is a list, and the objects folded away; nothing in it is markup by accident", () =>
  inFolder(
    {
      "a.yaml": config('"a|b"'),
      "b.yaml": config('"<b>`x`"').replaceAll("level", "le_vel"),
    },
    async (folder) => {
      const { out } = await diff(
        folder,
        "a.yaml",
        "b.yaml",
        "--output",
        "markdown",
      );
      expect(out).toBe(`**a.yaml → b.yaml**: 1 object differs: 1 changed

#### Restarts

- **web**: ConfigMap has another level, le\\_vel; nothing restarts by that alone

<details><summary>Objects</summary>

| | object | fields |
|---|---|---|
| changed | ConfigMap web | <code>data.le_vel: + &lt;b&gt;\`x\`</code><br><code>data.level: - a&#124;b</code> |

</details>`);
    },
  ));

test("JSON is whole", () =>
  inFolder(
    { "a.yaml": config("info"), "b.yaml": config("debug") },
    async (folder) => {
      const { out } = await diff(folder, "a.yaml", "b.yaml", "--output=json");
      expect(JSON.parse(out)).toEqual({
        before: "a.yaml",
        after: "b.yaml",
        summary: [
          {
            topic: "restarts",
            namespace: "",
            subject: "web",
            text: "ConfigMap has another level; nothing restarts by that alone",
          },
        ],
        objects: [
          {
            change: "changed",
            apiVersion: "v1",
            kind: "ConfigMap",
            namespace: "",
            name: "web",
            file: "b.yaml",
            fields: [{ path: "data.level", before: "info", after: "debug" }],
          },
        ],
      });
    },
  ));

test("colours only where asked for; what a file says does not steer the terminal", async () => {
  await inFolder(
    { "a.yaml": config("info"), "b.yaml": config('"\\e[31m"') },
    async (folder) => {
      const { out } = await diff(folder, "a.yaml", "b.yaml");
      expect(out).not.toContain("\u001b");
    },
  );
});

test("a changed weight of the example is one line of the summary", () =>
  inFolder({}, async (folder) => {
    const path = join(ROOT, "dist/web-app.k8s.yaml");
    const old = readFileSync(path, "utf8");
    const now = old
      .replace("weight: 90", "weight: 75")
      .replace("weight: 10", "weight: 25")
      .replace("vector(0.1)", "vector(0.25)");
    writeFileSync(join(folder, "old.yaml"), old);
    writeFileSync(join(folder, "new.yaml"), now);
    const { out } = await diff(folder, "old.yaml", "new.yaml");
    expect(out).toBe(`old.yaml → new.yaml: 2 objects differ: 2 changed

Traffic
  web-app: v2 gets 25 % of requests instead of 10 %, v1 75 % instead of 90 %

Objects
  ~ PrometheusRule web-app in shop
      spec.groups[web-app-canary].rules[service:canary_weight:declared].expr: vector(0.1) → vector(0.25)
  ~ VirtualService web-app in shop
      spec.http[weight].route[0].weight: 90 → 75
      spec.http[weight].route[1].weight: 10 → 25`);
    rmSync(join(folder, "new.yaml"));
  }));

test("one name in several folders: the file tells which is which", () =>
  inFolder(
    {
      "old/staging/web.yaml": config("info"),
      "old/production/web.yaml": config("warn"),
      "new/staging/web.yaml": config("debug"),
      "new/production/web.yaml": config("error"),
    },
    async (folder) => {
      const { out } = await diff(
        folder,
        "./old",
        join(folder, "new/"),
        "--output=json",
      );
      expect(JSON.parse(out)).toMatchObject({
        objects: [
          {
            file: "production/web.yaml",
            fields: [{ before: "warn", after: "error" }],
          },
          {
            file: "staging/web.yaml",
            fields: [{ before: "info", after: "debug" }],
          },
        ],
      });
    },
  ));
