import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(__dirname, "..");

const PARTS = [
  "src",
  "scripts",
  "imports",
  "dist",
  "artifacts",
  "bin",
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "README.md",
  "schemas",
  "examples",
  "CHANGELOG.md",
  "LICENSE",
  "cdk8s.yaml",
  ".gitignore",
];

/** A copy of the checkout to try things in, with the same node_modules. */
export function checkout(): {
  readonly folder: string;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), "sidelight-"));
  for (const part of PARTS.filter((name) => existsSync(join(ROOT, name))))
    cpSync(join(ROOT, part), join(folder, part), {
      recursive: true,
      force: true,
    });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a shell command as a user would, without a terminal. */
export function run(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Run {
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command], {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      ...env,
      NODE_OPTIONS: "",
      npm_config_loglevel: "error",
    },
  });
  return { code: status, out: stdout, err: stderr };
}

/** All files of a folder, by their paths in it; none where it does not exist. */
export function bytes(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length), readFileSync(file, "utf8")]),
  );
}
