import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytes, checkout, ROOT, run } from "../checkout";

const SYNTH = "node --import tsx src/main.ts";

let copy: ReturnType<typeof checkout>;
beforeEach(() => {
  copy = checkout();
});
afterEach(() => copy.remove());

test("a fresh synth, in another directory, equals the committed dist and artifacts", () => {
  rmSync(join(copy.folder, "dist"), { recursive: true });
  rmSync(join(copy.folder, "artifacts"), { recursive: true, force: true });
  expect(run(SYNTH, copy.folder)).toMatchObject({ code: 0, err: "" });
  for (const folder of ["dist", "artifacts"])
    expect(bytes(join(copy.folder, folder))).toEqual(bytes(join(ROOT, folder)));
});

test("npx cdk8s synth gives the same bytes", () => {
  const { code } = run("npx cdk8s synth --check-upgrade=false", copy.folder);
  expect(code).toBe(0);
  expect(bytes(join(copy.folder, "dist"))).toEqual(bytes(join(ROOT, "dist")));
});

test("npx cdk8s synth --stdout prints the same objects", () => {
  const { out } = run(
    "npx cdk8s synth --stdout --output '' --check-upgrade=false",
    copy.folder,
  );
  for (const content of Object.values(bytes(join(ROOT, "dist"))))
    expect(out).toContain(content);
});

test("a synth that fails says everything, exits with 1 and leaves the old dist whole", () => {
  const file = join(copy.folder, "src/app/web-app.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text
      .replace("weight: 10", "weight: 110")
      .replace("port: 8080", "port: 15090"),
  );
  const { code, out, err } = run(SYNTH, copy.folder);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toBe(
    [
      "error: service web-app, port: got 15090, expected a port that the sidecar does not use itself",
      "  fix: let the application listen elsewhere; Istio's own are 15000, 15001, 15002, 15004, 15006, 15008, 15020, 15021, 15053, 15090",
      "error: service web-app, canary.weight: got 110, expected a whole number from 0 to 100",
      "  fix: give the canary's share of the requests in percent, for example weight: 10",
      "",
      "Nothing was written; dist is as it was.",
      "",
    ].join("\n"),
  );
  expect(bytes(join(copy.folder, "dist"))).toEqual(bytes(join(ROOT, "dist")));
});

test("API objects only in dist: kubectl kustomize takes every file", () => {
  const kubectl = run("command -v kubectl", ROOT);
  if (kubectl.code !== 0)
    return console.log("skipped: kubectl is not installed");
  const folder = mkdtempSync(join(tmpdir(), "sidelight-kustomize-"));
  const files = readdirSync(join(ROOT, "dist"));
  for (const file of files)
    writeFileSync(join(folder, file), readFileSync(join(ROOT, "dist", file)));
  writeFileSync(
    join(folder, "kustomization.yaml"),
    `resources:\n${files.map((file) => `  - ${file}\n`).join("")}`,
  );
  const { code, out } = run("kubectl kustomize .", folder);
  rmSync(folder, { recursive: true });
  expect(code).toBe(0);
  const count = (text: string) => text.match(/^kind: /gm)?.length;
  expect(count(out)).toBe(
    count(Object.values(bytes(join(ROOT, "dist"))).join("")),
  );
});
