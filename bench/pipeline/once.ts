// One measurement in a process of its own, so that its memory is its own:
// once.ts ours|stock|floors SERVICES prints seconds by part, and peak megabytes.
import { App, Yaml } from "cdk8s";
import { dump } from "js-yaml";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MeshProps } from "../../src/mesh/mesh";
import { describe } from "../../src/mesh/mesh";
import { addMesh } from "../../src/constructs/mesh";
import { readText } from "../../src/manifests/text";
import { toYaml } from "../../src/manifests/yaml";
import { checked } from "../../src/synth/checked";
import { render } from "../../src/synth/render";
import { plan, write } from "../../src/synth/write";
import { fullService } from "../services";

export type Mode = "ours" | "stock" | "floors";

/** A mesh of full services: twelve objects and the rules of two objectives each. */
function meshOf(services: number): MeshProps {
  return {
    name: "bench",
    services: Array.from({ length: services }, (_, index) => ({
      ...fullService(index),
      slo: { availability: 99.9, latency: { p95: "500ms" } },
    })),
  };
}

const [mode, count = "10"] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "sidelight-bench-"));
const seconds: Record<string, number> = {};

function part<T>(name: string, work: () => T): T {
  const start = performance.now();
  const made = work();
  seconds[name] = (performance.now() - start) / 1000;
  return made;
}

const app = new App({ outdir: join(scratch, "dist") });
const mesh = part("describe", () => {
  const { value } = describe(meshOf(Number(count)));
  if (!value) throw new Error("the mesh has problems");
  return value;
});
part("construct", () => addMesh(app, mesh));
if (mode === "ours") {
  const { dist } = part("render", () => render(app));
  const { report } = part("check", () => checked(app.outdir, dist));
  if (report !== "") throw new Error(report);
  part("write", () => write([plan(app.outdir, dist)]));
} else if (mode === "stock") part("synth", () => app.synth());
else {
  const { dist } = render(app);
  const objects = dist.flatMap(({ path, content }) =>
    readText({ file: path, text: content }).manifests.map(
      ({ object }) => object,
    ),
  );
  part("to disk", () => {
    for (const { path, content } of dist)
      writeFileSync(join(scratch, path), content);
  });
  part("JSON.stringify", () => JSON.stringify(objects));
  part("ours", () => objects.map(toYaml));
  part("js-yaml", () => objects.map((object) => dump(object)));
  if (Number(count) <= 1000) part("cdk8s", () => Yaml.stringify(...objects));
}
rmSync(scratch, { recursive: true });
process.stdout.write(
  JSON.stringify({
    seconds,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
