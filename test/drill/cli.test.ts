import { main } from "../../src/cli";
import { inFolder } from "./folder";

async function sidelight(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    signal: new AbortController().signal,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test.each([
  [
    "dril",
    "error: sidelight: got command dril, expected one that exists\n  fix: write drill",
  ],
  [
    "drill dist --falt none --fault x",
    "error: sidelight drill: got option --falt, expected one that exists\n  fix: write --fault",
  ],
  [
    "drill dist --fault",
    "error: sidelight drill, --fault: got nothing, expected a value\n  fix: write --fault FAULT",
  ],
  [
    "drill dist --fault none --seconds abc",
    "error: sidelight drill, --seconds: got abc, expected a whole number from 20 to 3600\n  fix: write it like --seconds 45, or leave it out",
  ],
  [
    "drill nowhere --fault none",
    "error: nowhere: got no folder here, expected synthesized YAML\n  fix: run npm run synth first, or name the folder it wrote",
  ],
  [
    "drill dist --fault web-ap:errors",
    'error: fault "web-ap:errors": got web-ap, expected a service of the mesh\n  fix: write web-app:errors',
  ],
])("sidelight %s", async (line, said) => {
  expect(await sidelight(...line.split(" "))).toEqual({
    code: 2,
    out: "",
    err: said,
  });
});

test("help lists commands, and each command's options and faults", async () => {
  expect((await sidelight("--help")).out).toMatch(/^ {2}drill /m);
  const { code, out } = await sidelight("drill", "--help");
  expect(code).toBe(0);
  expect(out).toMatch(/^Usage: sidelight drill DIR --fault FAULT/);
  expect(out).toMatch(/^ {2}SERVICE:errors=20% /m);
});

test("programs that are missing are named in one line", async () => {
  const path = process.env["PATH"];
  process.env["PATH"] = "/nonexistent";
  try {
    expect(await sidelight("drill", "dist", "--fault", "none")).toEqual({
      code: 2,
      out: "",
      err: "error: prometheus, promtool and alertmanager are not on PATH; install them with: apt-get install --no-install-recommends prometheus prometheus-alertmanager (macOS: brew install prometheus alertmanager)",
    });
  } finally {
    process.env["PATH"] = path;
  }
});

test("a folder without API objects is no mesh", async () => {
  const { err } = await inFolder({ "a.yaml": "a: 1" }, (folder) =>
    sidelight("drill", folder, "--fault", "none"),
  );
  expect(err).toMatch(/: got no API objects in it, expected synthesized YAML/);
});
