import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run } from "../checkout";
import { bytes, checkout, ROOT, run } from "../checkout";

/** What npm says where its registry cannot be reached. */
const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;

/** A package made from a copy of the checkout. */
export function pack() {
  const copy = checkout();
  const { code, out, err } = run("npm pack --json --silent", copy.folder);
  if (code !== 0) throw new Error(`npm pack:\n${out}${err}`);
  const [packed] = Object.values(
    JSON.parse(out) as readonly {
      readonly filename: string;
      readonly files: readonly { readonly path: string }[];
    }[],
  );
  return {
    copy,
    files: packed?.files.map(({ path }) => path) ?? [],
    tarball: join(copy.folder, packed?.filename ?? ""),
  };
}

/** An empty folder in which a user installs. */
export function project() {
  const folder = mkdtempSync(join(tmpdir(), "sidelight-project-"));
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  return {
    folder,
    /** False where the registry cannot be reached. */
    install: (...what: readonly string[]): boolean => {
      const { code, out, err } = run(
        `npm install --prefer-offline --engine-strict --no-audit --no-fund ${what.join(" ")}`,
        folder,
      );
      if (code !== 0 && !UNREACHABLE.test(err))
        throw new Error(`npm install:\n${out}${err}`);
      return code === 0;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** `name@version` as the checkout has it, which npm has in its cache. */
export function asHere(name: string): string {
  const file = join(ROOT, "node_modules", name, "package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly version: string;
  };
  return `${name}@${version}`;
}

/** Runs an app, and gives what it said and what it wrote into dist. */
export function synthesized(
  command: string,
  folder: string,
): Run & { readonly dist: Readonly<Record<string, string>> } {
  const dist = join(folder, "dist");
  rmSync(dist, { recursive: true, force: true });
  return { ...run(command, folder), dist: bytes(dist) };
}
