// Makes imports/ anew from CRD files or URLs: npm run imports -- FILE|URL ...
// Without any, from the URLs in cdk8s.yaml.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parse } from "yaml";

const given = process.argv.slice(2);
const configured = (
  parse(readFileSync("cdk8s.yaml", "utf8")) as { imports: readonly string[] }
).imports;

for (const source of given.length > 0 ? given : configured) {
  const { status } = spawnSync(
    process.execPath,
    [
      require.resolve("cdk8s-cli/bin/cdk8s"),
      "import",
      source,
      "--language=typescript",
      "--output=imports",
      "--no-save",
      "--check-upgrade=false",
    ],
    { stdio: "inherit" },
  );
  if (status !== 0) process.exit(status ?? 1);
}
