// Builds the package and prints what it weighs and what it needs: npm run size
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
}

type Kind = "dependencies" | "peerDependencies" | "optionalDependencies";
type Locked = Readonly<Partial<Record<Kind, Readonly<Record<string, string>>>>>;

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

/** The names that a package asks for; `""` is Sidelight. */
function asked(path: string, kinds: readonly Kind[]): readonly string[] {
  return kinds.flatMap((kind) => Object.keys(packages[path]?.[kind] ?? {}));
}

/** Where a package lies for the one at `from`: in the nearest node_modules. */
function found(name: string, from: string): string | undefined {
  const path = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
  if (path in packages) return path;
  if (from === "") return undefined;
  const above = from.slice(0, from.lastIndexOf("node_modules/"));
  return found(name, above.replace(/\/$/, ""));
}

/** How many packages are installed for these names, with all that they ask for. */
function count(names: readonly string[], kinds: readonly Kind[]): number {
  const seen = new Set<string>();
  const add = (name: string, from: string): void => {
    const path = found(name, from);
    if (path === undefined || seen.has(path)) return;
    seen.add(path);
    for (const next of asked(path, kinds)) add(next, path);
  };
  for (const name of names) add(name, "");
  return seen.size;
}

const [packed] = Object.values(
  JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--silent"], {
      encoding: "utf8",
    }),
  ) as readonly Packed[] | Readonly<Record<string, Packed>>,
);
if (!packed) throw new Error("npm pack named no package");

const needed = ["dependencies", "peerDependencies"] as const;
const own = asked("", ["dependencies"]);
const peers = asked("", ["peerDependencies"]);
const ours = count(own, needed);
const lean = count([...own, ...peers], needed);
const full = count([...own, ...peers], [...needed, "optionalDependencies"]);
const kB = (bytes: number) => `${Math.round(bytes / 1000)} kB`;

process.stdout.write(
  `package       ${kB(packed.size)} packed, ${kB(packed.unpackedSize)} unpacked, ${packed.entryCount} files
dependencies  ${own.length}, ${ours} with theirs; ${peers.length} peers, ${lean - ours} with theirs, and ${full - lean} that these call optional
`,
);
