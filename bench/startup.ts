// From nothing to the end, as users start it: the example app as an installed
// package and from the checkout, and the command; beside them loading cdk8s alone.
// bench/startup.ts [RUNS], by default 7 of each, in alternation
import { build } from "esbuild";
import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../test/checkout";
import { median } from "./rules/median";

const RUNS = Number(process.argv[2] ?? 7);
const ROOT = join(__dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "sidelight-bench-"));

/** A user's folder with the package installed, and the example app in JavaScript. */
async function consumer(): Promise<string> {
  const folder = join(scratch, "consumer");
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "sidelight"), { recursive: true });
  for (const name of readdirSync(join(ROOT, "node_modules")))
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  const packed = execFileSync(
    "npm",
    ["pack", "--silent", "--pack-destination", scratch],
    { cwd: ROOT, encoding: "utf8" },
  );
  execFileSync("tar", [
    ...["-xzf", join(scratch, packed.trim().split("\n").at(-1) ?? "")],
    ...["-C", join(modules, "sidelight"), "--strip-components=1"],
  ]);
  await build({
    stdin: {
      contents: `
        import { App } from "cdk8s";
        import { Mesh, synth } from "sidelight";
        import { shop } from "./src/app/shop";
        const [, , tag] = process.argv;
        const services = shop.services.map((one) =>
          tag ? { ...one, image: one.image.replace(/[^:]*$/, tag) } : one,
        );
        const app = new App();
        new Mesh(app, shop.name, { ...shop, services });
        synth(app);`,
      resolveDir: ROOT,
    },
    outfile: join(folder, "app.js"),
    bundle: true,
    platform: "node",
    plugins: [
      {
        name: "as a user imports",
        setup: ({ onResolve }) =>
          void onResolve(
            { filter: /^(cdk8s|sidelight|\.\.\/mesh\/.*)$/ },
            (at) => ({
              path: at.path.startsWith(".") ? "sidelight" : at.path,
              external: true,
            }),
          ),
      },
    ],
  });
  return folder;
}

interface Timed {
  readonly what: string;
  readonly cwd: string;
  readonly command: (run: number) => readonly string[];
  /** Done before each run, and not timed. */
  readonly before?: () => void;
}

function seconds({ cwd, command }: Timed, run: number): number {
  const [program = "", ...args] = command(run);
  const start = performance.now();
  const { status, stderr } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  return (performance.now() - start) / 1000;
}

async function main(): Promise<void> {
  const { folder: copy, remove } = checkout();
  const folder = await consumer();
  const sidelight = join(folder, "node_modules/sidelight/bin/sidelight.js");
  const node = process.execPath;
  const forget = (): void => {
    for (const known of ["node_modules/.cache", "dist"])
      rmSync(join(folder, known), { recursive: true, force: true });
  };
  const rows: readonly Timed[] = [
    {
      what: `node -e "require('cdk8s')"`,
      cwd: folder,
      command: () => [node, "-e", "require('cdk8s')"],
    },
    {
      what: "the example, installed: for the first time",
      cwd: folder,
      command: () => [node, "app.js"],
      before: forget,
    },
    {
      what: "the example, installed: nothing changed",
      cwd: folder,
      command: () => [node, "app.js"],
    },
    {
      what: "the example, installed: other images",
      cwd: folder,
      command: (run) => [node, "app.js", `1.${run}.0`],
    },
    {
      what: "sidelight check dist, installed",
      cwd: folder,
      command: () => [node, sidelight, "check", "dist"],
    },
    {
      what: "sidelight --help, installed",
      cwd: folder,
      command: () => [node, sidelight, "--help"],
    },
    {
      what: "npm run synth, in a checkout",
      cwd: copy,
      command: () => ["npm", "run", "synth"],
    },
    {
      what: "npx cdk8s synth, in a checkout",
      cwd: copy,
      command: () => ["npx", "cdk8s", "synth"],
    },
  ];
  const taken = rows.map((): number[] => []);
  for (let run = 0; run < RUNS; run++)
    rows.forEach((row, index) => {
      row.before?.();
      taken[index]?.push(seconds(row, run));
    });
  remove();
  const [load = 0] = loadavg();
  process.stdout.write(
    `start to end; median of ${RUNS} runs, in alternation; load average ${load.toFixed(1)}\n\n`,
  );
  const floor = median(taken[0] ?? []);
  rows.forEach(({ what }, index) => {
    const own = median(taken[index] ?? []);
    process.stdout.write(
      `${what.padEnd(45)}${own.toFixed(2).padStart(7)} s ${(own / floor).toFixed(1).padStart(6)} ×\n`,
    );
  });
}

main()
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  })
  .finally(() => rmSync(scratch, { recursive: true }));
