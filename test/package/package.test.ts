import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ROOT, run } from "../checkout";
import { app, commonjs, esModules, jestTest } from "./app";
import { contents } from "./contents";
import { asHere, pack, project, synthesized } from "./installed";

// Slow, half a minute: the package is built, packed and installed as a user would.
const COMMANDS = ["adopt", "canary", "check", "diff", "drill"];
const PEERS = ["cdk8s", "cdk8s-plus-27", "constructs"];

/** What several of the other files have in common. */
const SHARED = /^lib\/shared-\w+\.js$/;

const { copy, files, tarball } = pack();
const command = project();
const library = project();
afterAll(() => [copy, command, library].forEach(({ remove }) => remove()));

const installed =
  command.install("--omit=peer", tarball) &&
  library.install("--omit=optional", tarball, ...PEERS.map(asHere));
if (!installed) console.log("skipped: npm's registry cannot be reached");
const testInstalled = installed ? test : test.skip;

test("the package holds what runs and its types, no more and no less", () => {
  const own = files.filter((file) => !SHARED.test(file));
  expect([...own].sort()).toEqual(contents());
  expect(files.length).toBeGreaterThan(own.length);
});

describe("as a command, without cdk8s", () => {
  testInstalled("none of the peers is there", () => {
    const there = readdirSync(join(command.folder, "node_modules"));
    expect(there).toContain("sidelight");
    expect(there.filter((name) => PEERS.includes(name))).toEqual([]);
  });

  const wrong =
    "apiVersion: v1\\nkind: Service\\nmetadata: {name: web}\\nspec: {port: 80}\\n";

  testInstalled.each([
    ["-", 1],
    [join(ROOT, "dist"), 0],
  ])("npx sidelight check %s says what the checkout says", (path, code) => {
    const piped = (sidelight: string, folder: string) =>
      run(`printf '${wrong}' | ${sidelight} check ${path}`, folder);
    const said = piped("npx sidelight", command.folder);
    expect(said.code).toBe(code);
    expect(said.out).toMatch(/ in \d+ objects? of \d+ files?/);
    expect(said).toEqual(piped("node bin/sidelight.js", copy.folder));
  });

  testInstalled(
    "npx sidelight --help lists the commands, each with help",
    () => {
      const { out } = run("npx sidelight --help", command.folder);
      const listed = [...out.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name);
      expect(listed).toEqual(COMMANDS);
      for (const name of COMMANDS)
        expect(
          run(`npx sidelight ${name} --help`, command.folder),
        ).toMatchObject({
          code: 0,
          out: expect.stringContaining(`Usage: sidelight ${name} `) as string,
          err: "",
        });
    },
  );

  testInstalled("npx sidelight adopt says what it needs besides", () => {
    expect(run("npx sidelight adopt .", command.folder)).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(
        /^error: sidelight adopt: got no package (cdk8s|constructs), expected it beside sidelight\n {2}fix: npm install cdk8s cdk8s-plus-27 constructs\n$/,
      ) as string,
    });
  });
});

describe("as a library, under the tsconfig of cdk8s init typescript-app", () => {
  const tool = (path: string) => `node ${join(ROOT, "node_modules", path)}`;
  const TSC = tool("typescript/bin/tsc -p .");
  const write = (file: string, text: string) =>
    writeFileSync(join(library.folder, file), text);

  testInstalled("npx sidelight adopt brings an example into the mesh", () => {
    const example = join(ROOT, "examples/k8s");
    const { code, err, out } = run(
      `npx sidelight adopt ${example} --out adopted && npx sidelight check adopted`,
      library.folder,
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/adopted\/ holds 4 files, 17 objects/);
  });

  /** What the sources of the checkout make of the same app. */
  let same: ReturnType<typeof synthesized>;

  beforeAll(() => {
    const template = "node_modules/cdk8s-cli/templates/typescript-app";
    copyFileSync(
      join(ROOT, template, "tsconfig.json"),
      join(library.folder, "tsconfig.json"),
    );
    const folder = join(copy.folder, "same-app");
    mkdirSync(folder);
    writeFileSync(join(folder, "main.ts"), app(esModules("../src/index")));
    same = synthesized("node --import tsx main.ts", folder);
  });

  testInstalled("in TypeScript", () => {
    write("main.ts", app(esModules()));
    const { code, out } = run(`${TSC} --listFiles`, library.folder);
    expect(out.replace(/^\/.*\n/gm, "")).toBe("");
    expect(code).toBe(0);
    // The types ask for no other package's.
    const read = out.match(/(?<=\/node_modules\/)(@[^/]+\/)?[^/]+/g) ?? [];
    expect([...new Set(read)].sort()).toEqual(
      [...PEERS, "sidelight", "typescript"].sort(),
    );
    expect(same.dist["/web-app.k8s.yaml"]).toContain("weight: 10");
    expect(synthesized("node main.js", library.folder)).toEqual(same);
  });

  testInstalled("in TypeScript, a field that does not exist", () => {
    write("main.ts", app(esModules(), "weigth"));
    const { code, out } = run(TSC, library.folder);
    expect(code).not.toBe(0);
    expect(out).toMatch(/^main\.ts\(\d+,\d+\): error TS.*\bweigth\b/);
  });

  testInstalled.each([
    ["CommonJS", "main.cjs", commonjs],
    ["ES modules", "main.mjs", esModules()],
  ])("in JavaScript, as %s", (_, file, load) => {
    write(file, app(load));
    expect(synthesized(`node ${file}`, library.folder)).toEqual(same);
  });

  testInstalled(
    "what is clean is judged once, a warning is given each time",
    () => {
      const record = join(
        library.folder,
        "node_modules/.cache/sidelight/clean.json",
      );
      const twice = (text: string) => {
        rmSync(record, { force: true });
        write("twice.cjs", text);
        const [first, second] = ["", ""].map(() =>
          synthesized("node twice.cjs", library.folder),
        );
        expect(second).toEqual(first);
        return { err: first?.err, isKnown: existsSync(record) };
      };
      expect(twice(app(commonjs))).toEqual({ err: "", isKnown: true });
      const unpinned = twice(app(commonjs).replace(":1.4.2", ":latest"));
      expect(unpinned.err).toContain("security/unpinned-image");
      expect(unpinned.isKnown).toBe(false);
    },
  );

  testInstalled("in JavaScript, a field that does not exist", () => {
    write("wrong.js", app(commonjs, "weigth"));
    expect(synthesized("node wrong.js", library.folder)).toEqual({
      code: 1,
      out: "",
      err: [
        "error: service web-app, canary.weigth: got a field that does not exist, expected weight",
        "  fix: write weight",
        "",
        "Nothing was written.",
        "",
      ].join("\n"),
      dist: {},
    });
  });

  testInstalled("in a test of jest", () => {
    write("main.test.js", jestTest);
    expect(
      run(tool("jest/bin/jest.js --rootDir ."), library.folder),
    ).toMatchObject({
      code: 0,
      err: expect.stringContaining("1 passed") as string,
    });
  });
});
