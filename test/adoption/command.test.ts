import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../src/adoption/command";
import { main } from "../../src/cli";
import { inFolder } from "../manifests/folder";
import { SHOP } from "./shop";

/** `sidelight adopt …` in this process; `k8s`, `out` and the like are in the folder. */
async function adopt(folder: string, line: string) {
  const out: string[] = [];
  const err: string[] = [];
  const args = line
    .split(" ")
    .filter((arg) => arg !== "")
    .map((arg) => (/^(k8s|out|dist)/.test(arg) ? join(folder, arg) : arg));
  const code = await main(["adopt", ...args], {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    signal: new AbortController().signal,
  });
  const clean = (lines: readonly string[]) =>
    lines.join("\n").replaceAll(`${folder}/`, "");
  return { code, out: clean(out), err: clean(err) };
}

const under = (name: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]),
  );
const K8S = under("k8s", SHOP);

test("everything is told: what was found, from what, what is added and what changes", () =>
  inFolder(K8S, async (folder) => {
    const { code, out, err } = await adopt(folder, "k8s --out out");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(`Namespace shop
  SERVICE       WORKLOADS              VERSION  PORT  PROTOCOL     BECAUSE
  cart          Deployment cart        v1       7070  grpc         readinessProbe grpc on port 7070
  redis         StatefulSet redis      v1       6379  tcp (redis)  the image redis on its own port 6379
  web           Deployment web         v1         80  http         named http
                Deployment web-canary  canary
  (no Service)  Deployment bot         v1
  (no Service)  CronJob report         v1

Outside the mesh
  CronJob report: a CronJob with a sidecar ends only where sidecars are native, from Kubernetes 1.33 on

Calls
  CALLER    SERVICE     BECAUSE
  bot     → web         its arguments
  cart    → redis:6379  env REDIS_ADDR
  web     → cart:7070   env CART_ADDR

Calls to what is in none of the manifests
  web → tax:80   env TAX_ADDR

Canaries
  web: v1 is stable (web, by track=stable), canary the canary (web-canary, by track=canary): web and web-canary differ by their version alone; web-canary is called the canary
    25 % to canary: it has 1 of 4 pods, so nothing changes for users

Added
  FILE     OBJECTS
  00-mesh  PeerAuthentication default, Telemetry default, PodMonitor istio-proxies, ServiceMonitor istiod, PrometheusRule shop
  cart     PrometheusRule cart
  redis    PrometheusRule redis
  web      DestinationRule web, VirtualService web, PrometheusRule web
  mTLS stays PERMISSIVE, so callers without a sidecar are still let in; where the whole mesh is STRICT already, leave PeerAuthentication default out
  for a Prometheus operator: nothing says another; with a plain Prometheus give --scrape annotations
  found by the label release=kube-prometheus-stack: the usual one; where the operator asks for another give --label

Patches: 14 values in 7 objects
  spec.template.metadata.labels: version: "v1"   nothing says another version
      Deployment bot, Deployment cart, Deployment web, StatefulSet redis
  spec.template.metadata.labels: sidecar.istio.io/inject: "true"   takes the pods into the mesh
      Deployment bot, Deployment cart, Deployment web, Deployment web-canary, StatefulSet redis
  spec.template.metadata.labels: app: "web"   Istio's app of the pods; it had none
      Deployment web, Deployment web-canary
  spec.template.metadata.labels: version: "canary"   the name web-canary
      Deployment web-canary
  port 7070, appProtocol: "grpc"   readinessProbe grpc on port 7070
      Service cart
  port 6379, appProtocol: "tcp"   the image redis on its own port 6379
      Service redis

Restarts: 5 workloads
  pod after pod
      Deployment bot, Deployment cart, Deployment web, Deployment web-canary, StatefulSet redis

out/ holds 8 files, 22 objects
  wrote    00-cluster.k8s.yaml
  wrote    00-mesh.k8s.yaml
  wrote    01-shared.k8s.yaml
  wrote    bot.k8s.yaml
  wrote    cart.k8s.yaml
  wrote    redis.k8s.yaml
  wrote    report.k8s.yaml
  wrote    web.k8s.yaml`);
  }));

test("what comes out has no error by the checks", () =>
  inFolder(K8S, async (folder) => {
    await adopt(folder, "k8s --out out --slo 99.9");
    const said: string[] = [];
    const code = await main(["check", join(folder, "out")], {
      out: (text) => said.push(text),
      err: (text) => said.push(text),
      signal: new AbortController().signal,
    });
    expect({ code, last: said.join("\n").split("\n").at(-1) }).toEqual({
      code: 0,
      last: "7 notes in 22 objects of 8 files",
    });
  }));

test("adopted again from its own output, nothing changes; what options said is kept", () =>
  inFolder(K8S, async (folder) => {
    const bytes = (name: string) =>
      readdirSync(join(folder, name)).map((file) => [
        file,
        readFileSync(join(folder, name, file), "utf8"),
      ]);
    await adopt(
      folder,
      "k8s --out out --slo 99.9 --label release=prom --exclude bot --protocol redis:6379=redis",
    );
    const before = bytes("out");
    await adopt(folder, "out --out dist");
    expect(bytes("dist")).toEqual(before);
    const { out } = await adopt(folder, "out --out out");
    expect(out).toContain("out/ holds 8 files, 22 objects; nothing changed");
    expect(bytes("out")).toEqual(before);
  }));

test("a namespace that only an option told is kept too", () =>
  inFolder(
    {
      "k8s/a.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}, annotations: {prometheus.io/scrape: 'true'}}, spec: {containers: [{name: c, image: 'x:1'}]}}}\n",
    },
    async (folder) => {
      await adopt(
        folder,
        "k8s --out out --namespace boutique --scrape operator",
      );
      const { out } = await adopt(folder, "out --out out");
      expect(out).toContain("; nothing changed");
      expect(out).toContain("Namespace boutique, which no manifest names");
    },
  ));

test("options that name nothing here are said, with what was meant", () =>
  inFolder(K8S, async (folder) => {
    const { code, err } = await adopt(
      folder,
      "k8s --out out --exclude crt --protocol cart:7071=http",
    );
    expect(code).toBe(1);
    expect(err).toBe(
      "\nerror: exclude: got crt, expected a workload or a Service of these manifests\n  fix: write cart\nerror: protocol: got cart:7071, expected a Service's port of these manifests\n  fix: write cart:7070",
    );
  }));

test("a canary's weight that somebody set since is kept", () =>
  inFolder(K8S, async (folder) => {
    await adopt(folder, "k8s --out out");
    const file = join(folder, "out/web.k8s.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8")
        .replace("weight: 75", "weight: 60")
        .replace("weight: 25", "weight: 40"),
    );
    const { out } = await adopt(folder, "out --out dist");
    expect(out).toContain("40 % to canary: VirtualService web says so");
    expect(readFileSync(join(folder, "dist/web.k8s.yaml"), "utf8")).toContain(
      "weight: 40",
    );
  }));

const BROKEN = "a: [";
const TEMPLATE =
  "apiVersion: v1\nkind: Service\nmetadata: {name: {{ .Values.name }}}\n";

test("broken files and templates are named, the rest is done", () =>
  inFolder(
    { ...K8S, "k8s/broken.yaml": BROKEN, "k8s/tpl.yaml": TEMPLATE },
    async (folder) => {
      const { code, err } = await adopt(folder, "k8s --out out");
      expect(code).toBe(1);
      expect(err).toContain("k8s/broken.yaml\n  1:5  error  read/syntax");
      expect(err).toContain("k8s/tpl.yaml\n  3:18  error  read/template");
      expect(err).toContain(
        "fix: render it first: helm template … | sidelight adopt -",
      );
      expect(readdirSync(join(folder, "out"))).toHaveLength(8);
    },
  ));

test.each([
  ["nothing that can be read", { "k8s/a.yaml": BROKEN }, "k8s", 2],
  ["no such folder", {}, "k8s", 2],
  ["a folder without manifests", { "k8s/a.txt": "" }, "k8s", 2],
])("%s: nothing is written", (_, files, line, code) =>
  inFolder(files, async (folder) => {
    const said = await adopt(folder, `${line} --out out`);
    expect(said.code).toBe(code);
    expect(said.err).toContain(
      "Nothing was written: there is nothing to adopt.",
    );
    expect(existsSync(join(folder, "out"))).toBe(false);
  }),
);

test("a folder with files of others is not touched without --force", () =>
  inFolder(
    { ...K8S, "out/mine.yaml": "a: 1\n", "out/web.k8s.yaml": "b: 1\n" },
    async (folder) => {
      const refused = await adopt(folder, "k8s --out out");
      expect(refused).toMatchObject({
        code: 1,
        err: "\nerror: out: got files that no adoption wrote: mine.yaml, web.k8s.yaml\n  fix: write --out with another folder, or --force to write beside them\n\nNothing was written; out is as it was.",
      });
      expect(readdirSync(join(folder, "out"))).toHaveLength(2);
      expect((await adopt(folder, "k8s --out out --force")).code).toBe(0);
      expect(readFileSync(join(folder, "out/mine.yaml"), "utf8")).toBe(
        "a: 1\n",
      );
      expect(readFileSync(join(folder, "out/web.k8s.yaml"), "utf8")).toContain(
        "VirtualService",
      );
    },
  ));

test("what synth wrote from TypeScript is not an adoption's to remove", () =>
  inFolder(
    {
      ...K8S,
      "out/app.k8s.yaml":
        "# Generated by sidelight from TypeScript. Change it there.\na: 1\n",
    },
    async (folder) => {
      expect((await adopt(folder, "k8s --out out")).code).toBe(1);
      expect(readdirSync(join(folder, "out"))).toEqual(["app.k8s.yaml"]);
    },
  ));

test("the folder that is read is never written over", () =>
  inFolder(K8S, async (folder) => {
    const { code, err } = await adopt(folder, "k8s --out k8s --force");
    expect(code).toBe(1);
    expect(err).toContain(
      "error: k8s: got the folder that was read (batch.yaml), expected another; what is written would stand beside it a second time",
    );
    expect(readdirSync(join(folder, "k8s"))).toEqual(Object.keys(SHOP).sort());
  }));

test("from standard input, for programs", () =>
  inFolder({}, async (folder) => {
    const out: string[] = [];
    const code = await run(
      {
        values: { out: join(folder, "out"), output: "json" },
        positionals: ["-"],
      },
      {
        out: (text) => out.push(text),
        err: (text) => out.push(text),
        stdin: (async function* () {
          yield SHOP["cart.yml"] ?? "";
        })(),
      },
    );
    expect(code).toBe(0);
    expect(JSON.parse(out.join("\n"))).toMatchObject({
      namespaces: [
        {
          name: "shop",
          services: [
            { name: "cart", ports: [{ number: 7070, protocol: "grpc" }] },
          ],
        },
      ],
      patches: [
        { kind: "Deployment" },
        { kind: "Deployment" },
        { kind: "Service" },
      ],
    });
  }));

test.each([
  [
    "",
    "error: sidelight adopt: got no path, expected files or folders of manifests\n  fix: write sidelight adopt k8s/, or - for standard input",
  ],
  [
    "k8s --outt x",
    "error: sidelight adopt: got option --outt, expected one that exists\n  fix: write --out",
  ],
  [
    "k8s --force=yes",
    "error: sidelight adopt, --force: got yes, expected nothing\n  fix: write --force alone, or leave it out",
  ],
  [
    "k8s --output yaml",
    'error: sidelight adopt, --output: got "yaml", expected text, json\n  fix: write text or json',
  ],
  [
    "k8s --scrape operater",
    'error: sidelight adopt, --scrape: got "operater", expected operator, annotations\n  fix: write operator',
  ],
  [
    "k8s --protocol web=http",
    'error: sidelight adopt, --protocol: got "web=http", expected a Service, its port and what it speaks\n  fix: write it like --protocol cart:7070=grpc',
  ],
  [
    "k8s --protocol web:80=htp",
    'error: sidelight adopt, --protocol: got "htp", expected a protocol that Istio knows: http, http2, grpc, grpc-web, https, tls, tcp, udp, mongo, redis, mysql\n  fix: write --protocol web:80=http',
  ],
  [
    "k8s --label release",
    'error: sidelight adopt, --label: got "release", expected a label with its value\n  fix: write it like --label release=prometheus',
  ],
  [
    "k8s --slo 100",
    "error: sidelight adopt, --slo, availability: got 100, expected a share in percent, greater than 0 and less than 100\n  fix: write it like 99.9",
  ],
])("adopt %s => %s", (line, said) =>
  inFolder(K8S, async (folder) => {
    expect(await adopt(folder, line)).toEqual({ code: 2, out: "", err: said });
  }),
);
