// Writes the rules of every PrometheusRule and rules ConfigMap in dist/, and of
// every rules file in artifacts/, as plain rules files, and prints their names:
// promtool takes no others.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments, stringify } from "yaml";

interface Rules {
  readonly kind?: string;
  readonly metadata?: { readonly name: string };
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
  readonly groups?: unknown;
}

const folder = mkdtempSync(join(tmpdir(), "sidelight-rules-"));

function rulesOf(document: Rules): readonly string[] {
  if (document.kind === "PrometheusRule") return [stringify(document.spec)];
  if (document.kind === "ConfigMap")
    return Object.entries(document.data ?? {})
      .filter(([name]) => name.endsWith(".rules.yaml"))
      .map(([, text]) => text);
  return document.groups === undefined ? [] : [stringify(document)];
}

for (const source of ["dist", "artifacts"].filter((name) => existsSync(name)))
  for (const file of readdirSync(source, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".yaml"))
      parseAllDocuments(readFileSync(join(source, file), "utf8"))
        .flatMap((document) => rulesOf(document.toJS() as Rules))
        .forEach((text, index) => {
          const target = join(
            folder,
            `${file.replaceAll("/", "-")}-${index}.yaml`,
          );
          writeFileSync(target, text);
          process.stdout.write(`${target}\n`);
        });
