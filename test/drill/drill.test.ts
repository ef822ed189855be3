import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPrograms } from "../../src/drill/programs";
import { ROOT } from "../checkout";
import { SHOP } from "./shop";

const hasPrograms = "programs" in findPrograms(process.env["PATH"] ?? "");
if (!hasPrograms)
  console.log(
    "skipped: prometheus, promtool or alertmanager is not installed (Debian's packages prometheus and prometheus-alertmanager have them)",
  );
const testWithServers = hasPrograms ? test.concurrent : test.skip;

/** Runs a drill whose temporary files go to a folder of their own, and looks at what it leaves behind. */
async function drill(args: readonly string[], stopAt?: RegExp) {
  const folder = mkdtempSync(join(tmpdir(), "sidelight-test-"));
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  writeFileSync(join(folder, "shop.yaml"), SHOP);
  try {
    const child = spawn(
      process.execPath,
      [join(ROOT, "bin/sidelight.js"), "drill", folder, ...args],
      { env: { ...process.env, TMPDIR: temporary, NODE_OPTIONS: "" } },
    );
    let out = "";
    let stopped = false;
    const take = (text: string) => {
      out += text;
      if (stopped || !stopAt?.test(out)) return;
      stopped = true;
      child.kill("SIGINT");
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    const code = await new Promise((done) => child.once("close", done));
    return { code, out, left: readLeft(temporary) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Drills that are still there: their folders, and processes that name one. */
function readLeft(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((name) => /drill/.test(name));
  const processes = (existsSync("/proc") ? readdirSync("/proc") : [])
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, "utf8").includes(folder);
      } catch {
        return false;
      }
    });
  return [...files, ...processes];
}

testWithServers(
  "a fault goes pending, firing, delivered; what it explains is muted",
  async () => {
    const { code, out, left } = await drill([
      "--fault",
      "web-app:errors=20%",
      "--expect",
      "Failing",
    ]);
    expect(out).toMatch(/^20% of the requests to web-app fail at the server\./);
    expect(out).toMatch(
      /^Failing +web-app +critical +\S+ s +\S+ s +\S+ s {2}pager$/m,
    );
    expect(out).toMatch(
      /^Busy +web-app +warning +\S+ s +\S+ s +muted {2}by Failing$/m,
    );
    expect(out).toMatch(/^1 page, 0 tickets for one fault/m);
    expect(out).toMatch(/^Silent: 1 of 3 alerts\.$/m);
    expect({ code, left }).toEqual({ code: 0, left: [] });
  },
  60_000,
);

testWithServers(
  "Ctrl-C midway leaves nothing behind",
  async () => {
    const { code, out, left } = await drill(["--fault", "none"], /healthy/);
    expect(out).toMatch(/Stopped; nothing is left running\.\n$/);
    expect({ code, left }).toEqual({ code: 130, left: [] });
  },
  60_000,
);
