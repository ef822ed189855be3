// What rendering costs: the same objects in one chart and in a chart a service,
// by sidelight and by stock cdk8s. npm run bench [-- SERVICES [RUNS]]
import { App, Chart } from "cdk8s";
import { Construct } from "constructs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addService } from "../src/constructs/service";
import { describeMonitoring } from "../src/mesh/monitoring";
import { describeService } from "../src/mesh/service";
import { Place } from "../src/problems/place";
import { render } from "../src/synth/render";
import { plan, write } from "../src/synth/write";
import { fullService } from "./services";

const SERVICES = Number(process.argv[2] ?? 1000);
const RUNS = Number(process.argv[3] ?? 5);

/** Described, since what is measured begins with constructs. */
function service(index: number) {
  const { value, problems } = describeService(fullService(index));
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
}

const services = Array.from({ length: SERVICES }, (_, index) => service(index));
const monitoring = describeMonitoring({}, new Place("bench", []));

/** The app with all services in one chart, or each in its own. */
function appWith(charts: "one" | "each", outdir: string): App {
  const app = new App({ outdir });
  const all =
    charts === "one" ? new Chart(app, "all", { namespace: "b" }) : app;
  for (const one of services)
    addService(
      charts === "one"
        ? new Construct(all, one.name)
        : new Chart(all, one.name, { namespace: "b" }),
      one,
      monitoring,
    );
  return app;
}

const CONTENDERS = {
  "sidelight, one chart": ["one", ours],
  "sidelight, a chart each": ["each", ours],
  "stock cdk8s, one chart": ["one", stock],
  "stock cdk8s, a chart each": ["each", stock],
} as const;

function ours(app: App): void {
  write([plan(app.outdir, render(app).dist)]);
}

function stock(app: App): void {
  app.synth();
}

/** Seconds from constructs to files, in an empty folder. */
function measure(charts: "one" | "each", work: (app: App) => void): number {
  const folder = mkdtempSync(join(tmpdir(), "sidelight-bench-"));
  const app = appWith(charts, join(folder, "dist"));
  const start = process.hrtime.bigint();
  work(app);
  const spent = Number(process.hrtime.bigint() - start) / 1e9;
  rmSync(folder, { recursive: true });
  return spent;
}

const times = new Map<string, number[]>();
for (let run = 0; run < RUNS; run++)
  for (const [name, [charts, work]] of Object.entries(CONTENDERS))
    times.set(name, [...(times.get(name) ?? []), measure(charts, work)]);

const objects = render(appWith("one", "")).dist[0]?.objects;
process.stdout.write(
  `${SERVICES} services, ${objects} objects; constructs to files, median of ${RUNS} runs in alternation\n`,
);
for (const [name, all] of times) {
  const median = all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  process.stdout.write(
    `  ${name.padEnd(28)}${median.toFixed(2).padStart(8)} s\n`,
  );
}
