import { parse } from "yaml";
import type { Manifest, Path } from "../../manifests/manifest";
import { texts } from "./fields";

/** A file of rules that a ConfigMap holds. */
export interface RulesFile {
  readonly path: Path;
  readonly content?: unknown;
  /** Why it is no YAML. */
  readonly problem?: string;
}

/** The keys of a ConfigMap that end like files of rules, and what they hold. */
export function rulesFiles({ object }: Manifest): readonly RulesFile[] {
  return [...texts(object["data"])].flatMap(([key, text]) =>
    /\.rules\.ya?ml$/.test(key)
      ? [{ path: ["data", key], ...contentOf(text) }]
      : [],
  );
}

function contentOf(text: string): Omit<RulesFile, "path"> {
  try {
    return { content: parse(text, { logLevel: "error" }) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problem: message.split("\n")[0]?.replace(/:$/, "") ?? "" };
  }
}
