import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { FileRead } from "../manifests/files";
import { filesBelow } from "../manifests/files";
import { filesInGit } from "../manifests/git";
import type { Source } from "../manifests/manifest";

/** What stands of an environment in dist; a single environment has no folder. */
export function filesOf(
  output: string,
  environment: string,
): readonly Source[] {
  const files = allIn(output).filter((file) => "text" in file);
  const own = files.filter(({ file }) =>
    dirname(file).split(/[\\/]/).includes(environment),
  );
  return own.length > 0 ? own : files;
}

/** Whether a service has a file of its own there. */
export function hasService(files: readonly Source[], service: string): boolean {
  return files.some(({ file }) => basename(file).startsWith(`${service}.`));
}

/** Where the disk has none, since cdk8s synth deletes it, those of the last commit. */
function allIn(output: string): readonly FileRead[] {
  if (existsSync(output)) return filesBelow(output);
  const found = filesInGit({ ref: "HEAD", path: `./${output}`, cwd: "." });
  return "files" in found ? found.files : [];
}
