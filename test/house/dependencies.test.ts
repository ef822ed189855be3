import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { ROOT } from "../checkout";
import { importsOf, sources } from "./imports";

type Named = Readonly<Record<string, unknown>>;

interface Package {
  readonly name: string;
  readonly dependencies: Named;
  readonly devDependencies: Named;
  readonly peerDependencies?: Named;
}

function read(folder: string): Package {
  const file = join(ROOT, folder, "package.json");
  return JSON.parse(readFileSync(file, "utf8")) as Package;
}

/** The packages that a folder's files import, `@bufbuild/cel/ext` as `@bufbuild/cel`. */
function imported(folder: string): readonly string[] {
  const names = sources(folder)
    .flatMap(importsOf)
    .filter(({ to }) => !/^\.|\.ts$/.test(to) && !isBuiltin(to))
    .map(({ to }) => /^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to);
  return [...new Set(names)].sort();
}

const own = read(".");
const dependencies = Object.keys(own.dependencies);
const peers = Object.keys(own.peerDependencies ?? {});

test("every package that src imports is declared, and nothing else is but what these leave to us", () => {
  // Our own name stands in the text of an app that is written for a user.
  const used = imported("src").filter((name) => name !== own.name);
  // A package installs its dependencies, but what it shares with others it leaves to them.
  const shared = used
    .filter((name) => dependencies.includes(name))
    .flatMap((name) =>
      Object.keys(read(`node_modules/${name}`).peerDependencies ?? {}),
    );
  expect([...dependencies, ...peers].sort()).toEqual(
    [...new Set([...used, ...shared])].sort(),
  );
});

test.each(["test", "scripts", "bench"])(
  "every package that %s imports is declared",
  (folder) => {
    const declared = [
      own.name,
      ...dependencies,
      ...Object.keys(own.devDependencies),
    ];
    expect(imported(folder).filter((name) => !declared.includes(name))).toEqual(
      [],
    );
  },
);
