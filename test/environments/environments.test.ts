import { ApiObject, App, Chart } from "cdk8s";
import { Construct } from "constructs";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EnvironmentsProps } from "../../src/constructs/environments";
import { Environments } from "../../src/constructs/environments";
import { setOutput } from "../../src/constructs/output";
import { printProblem } from "../../src/problems/print";
import { checked } from "../../src/synth/checked";
import { render } from "../../src/synth/render";
import { checkout, ROOT, run } from "../checkout";
import { documents, find } from "../manifest";

const shop: EnvironmentsProps["mesh"] = {
  name: "shop",
  services: [
    {
      name: "web-app",
      image: "web-app:1",
      port: 8080,
      replicas: 3,
      env: { CART_ADDR: "cart:7070", LEVEL: "info" },
      canary: { header: { canary: "true" } },
    },
    { name: "cart", image: "cart:1", port: 7070 },
  ],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sidelight-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A data file, by its path. */
function data(text: string, name = "releases.yaml"): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function rendered(props: Partial<EnvironmentsProps>) {
  const app = new App();
  new Environments(app, "shop", {
    mesh: shop,
    environments: {},
    ...props,
  });
  const { dist, artifacts, problems } = render(app);
  return {
    dist,
    artifacts,
    said: problems
      .map(printProblem)
      .map((line) => line.replaceAll(`${folder}/`, "")),
    objects: (path: string) =>
      documents(dist.find((file) => file.path === path)?.content ?? ""),
  };
}

const off = { services: { "web-app": { canary: undefined } } };
const two = {
  staging: { ...off, cluster: "staging" },
  production: { ...off, cluster: "production" },
};

test("each environment is a folder", () => {
  const { dist, said } = rendered({ environments: two });
  expect(said).toEqual([]);
  expect(dist.map(({ path }) => path)).toEqual([
    "production/00-mesh.k8s.yaml",
    "production/cart.k8s.yaml",
    "production/web-app.k8s.yaml",
    "staging/00-mesh.k8s.yaml",
    "staging/cart.k8s.yaml",
    "staging/web-app.k8s.yaml",
  ]);
  expect(checked("dist", dist)).toEqual({ errors: 0, report: "" });
});

test("cdk8s's own synth, which would mix them up, is refused; a single one has nothing to mix", () => {
  const app = new App({ outdir: folder });
  new Environments(app, "shop", { mesh: shop, environments: two });
  expect(() => app.synth()).toThrow(
    `[shop/staging] error: shop/staging: got cdk8s's own synth, which writes no folders: what belongs into staging/ would lie among all else
  fix: call Sidelight's synth(app) instead of app.synth(); npx cdk8s synth may stay`,
  );
  expect(render(app).problems).toEqual([]);
  const alone = new App({ outdir: folder });
  new Environments(alone, "shop", {
    mesh: shop,
    environments: { production: off },
  });
  expect(() => alone.synth()).not.toThrow();
});

test("a single environment has no folder, and the bytes of a mesh without environments", () => {
  const { dist } = rendered({ environments: { production: off } });
  expect(dist.map(({ path }) => path)).toEqual([
    "00-mesh.k8s.yaml",
    "cart.k8s.yaml",
    "web-app.k8s.yaml",
  ]);
});

test("files for other tools go to the environment's folder too", () => {
  const { artifacts } = rendered({
    environments: {
      staging: { ...two.staging, monitoring: { rules: "file" } },
      production: two.production,
    },
  });
  expect(artifacts.map(({ path }) => path)).toContain(
    "staging/rules/shop.rules.yaml",
  );
});

test("what differs is laid over, field by field", () => {
  const { objects, said } = rendered({
    environments: {
      staging: {
        namespace: "shop-staging",
        mtls: "STRICT",
        replicas: 1,
        monitoring: { labels: { release: "small" } },
        alerts: { errorRatio: 0.2 },
        services: {
          "web-app": {
            image: "web-app:2",
            env: { LEVEL: "debug" },
            canary: { version: "v2", image: "web-app:3", weight: 10 },
            ingress: { hosts: ["shop.staging.example.com"] },
          },
        },
      },
      production: { ...off, cluster: "production" },
    },
  });
  expect(said).toEqual([]);
  const own = objects("staging/web-app.k8s.yaml");
  const stable = find(own, "Deployment", "web-app-v1");
  expect(stable["metadata"].namespace).toBe("shop-staging");
  expect(stable["spec"].replicas).toBe(1);
  expect(stable["spec"].template.spec.containers[0]).toMatchObject({
    image: "web-app:2",
    env: [
      { name: "CART_ADDR", value: "cart:7070" },
      { name: "LEVEL", value: "debug" },
    ],
  });
  const { hosts, http } = find(own, "VirtualService")["spec"];
  expect(hosts[1]).toBe("shop.staging.example.com");
  expect(http.map(({ name }: { name: string }) => name)).toEqual([
    "header",
    "weight",
  ]);
  expect(find(own, "PrometheusRule")["metadata"].labels).toEqual({
    release: "small",
  });
  expect(JSON.stringify(find(own, "PrometheusRule"))).toContain("> 0.2");
  expect(
    find(objects("staging/00-mesh.k8s.yaml"), "PeerAuthentication")["spec"].mtls
      .mode,
  ).toBe("STRICT");
  const production = objects("production/web-app.k8s.yaml");
  expect(find(production, "Deployment")["spec"].replicas).toBe(3);
});

test("the data file goes before the description, in YAML and in JSON", () => {
  const releases = {
    staging: {
      "web-app": {
        image: "web-app:7",
        canary: {
          version: "v2",
          image: "web-app:8",
          phase: "weight",
          weight: 25,
        },
      },
    },
    production: { "web-app": { canary: { phase: "off" } } },
  };
  const yaml = `# images
staging:
  web-app:
    image: web-app:7
    canary: { version: v2, image: "web-app:8", phase: weight, weight: 25 }
production:
  web-app:
    canary: { phase: off }
`;
  const environments = {
    staging: { cluster: "a" },
    production: { cluster: "b" },
  };
  const one = rendered({ environments, data: data(yaml) });
  const other = rendered({
    environments,
    data: data(
      JSON.stringify({ $schema: "x.json", ...releases }),
      "releases.json",
    ),
  });
  expect(one.said).toEqual([]);
  expect(other.dist).toEqual(one.dist);
  const [header, weight] = find(
    one.objects("staging/web-app.k8s.yaml"),
    "VirtualService",
  )["spec"].http;
  expect(header.match[0].headers).toEqual({ canary: { exact: "true" } });
  expect(weight.route.map((route: { weight: number }) => route.weight)).toEqual(
    [75, 25],
  );
});

test("a Telemetry a cluster, also where the namespaces have one name", () => {
  const { objects, said } = rendered({
    mesh: { ...shop, telemetry: { tracing: { sampling: 10 } } },
    environments: two,
  });
  expect(said).toEqual([]);
  for (const environment of ["staging", "production"])
    find(objects(`${environment}/00-mesh.k8s.yaml`), "Telemetry", "default");
});

/** input => everything that is said, and that nothing comes out. */
const BAD: readonly (readonly [
  title: string,
  props: () => Partial<EnvironmentsProps>,
  said: readonly string[],
])[] = [
  [
    "a data file that is wrong in many ways",
    () => ({
      environments: two,
      data: data(`production:
  web-ap:
    image: web-app:2
  web-app:
    image: 17
    canary:
      weight: 110
      pfase: weight
  cart: true
prodution: {}
`),
    }),
    [
      `error: releases.yaml:5:12, production["web-app"].image: got 17, expected a container image with its tag\n  fix: write it like "registry.example/web-app:1.4.2"`,
      `error: releases.yaml:8:14, production["web-app"].canary.pfase: got a field that does not exist, expected phase\n  fix: write phase`,
      `error: releases.yaml:7:15, production["web-app"].canary.weight: got 110, expected a whole number from 0 to 100\n  fix: give the canary's share of the requests in percent, for example weight: 10`,
      `error: releases.yaml:9:9, production.cart: got true, expected an object with version, image, replicas, canary\n  fix: give an object { … }`,
      `error: releases.yaml:2:3, production["web-ap"]: got service web-ap, expected one that exists\n  fix: write web-app`,
      `error: releases.yaml:10:12, prodution: got environment prodution, expected one that exists\n  fix: write production`,
    ],
  ],
  [
    "a data file that is no YAML",
    () => ({ environments: two, data: data("staging: {\n") }),
    [expect.stringMatching(/^error: releases\.yaml:2:1: got /)],
  ],
  [
    "a data file that is empty",
    () => ({ environments: two, data: data("# nothing yet\n") }),
    [
      "error: releases.yaml:1:1: got nothing, expected settings\n  fix: write them, or remove the file",
    ],
  ],
  [
    "a data file that is a list",
    () => ({ environments: two, data: data("- staging\n") }),
    [
      `error: releases.yaml:1:1: got ["staging"], expected environments, with their services\n  fix: write production: { web-app: { image: … } }`,
    ],
  ],
  [
    "a key twice",
    () => ({ environments: two, data: data("staging: {}\nstaging: {}\n") }),
    [expect.stringMatching(/^error: releases\.yaml:2:1: got .*staging/)],
  ],
  [
    "a data file that is not there",
    () => ({ environments: two, data: join(folder, "release.yaml") }),
    [
      "error: release.yaml: got no such file, or a link that leads nowhere, expected a file of YAML or JSON\n  fix: write it, or name the data file that there is",
    ],
  ],
  [
    "a canary that the data starts without saying which",
    () => ({
      environments: { production: {} },
      data: data("production: { web-app: { canary: { phase: deployed } } }"),
    }),
    [
      "error: service web-app, canary.version: got nothing, expected a DNS label: lower-case letters, digits and '-', with a letter or digit at both ends\n  fix: write it like web-app",
      `error: service web-app, canary.image: got nothing, expected a container image with its tag\n  fix: write it like "registry.example/web-app:1.4.2"`,
    ],
  ],
  [
    "an override that is wrong in one environment",
    () => ({
      environments: {
        ...two,
        staging: {
          ...two.staging,
          services: {
            cart: { replicas: -1 },
            "web-app": { canary: undefined },
          },
        },
      },
    }),
    [
      "error: environment staging, service cart, replicas: got -1, expected a whole number of at least 0\n  fix: give the number of pods, for example 3",
    ],
  ],
  [
    "a description that is wrong in all of them is said once",
    () => ({
      mesh: { name: "shop", services: [{ name: "cart", image: "cart:1" }] },
      environments: {
        staging: { cluster: "staging" },
        production: { cluster: "production" },
      },
    }),
    [
      "error: service cart, port: got nothing, expected the port that clients call\n  fix: write port: 8080, or ports: [ … ]",
    ],
  ],
  [
    "an override of a service that is not there",
    () => ({
      environments: { production: { services: { carts: { replicas: 1 } } } },
    }),
    [
      "error: mesh shop, environments.production.services.carts: got a service that the mesh does not have\n  fix: write cart",
    ],
  ],
  [
    "two environments of one namespace in one cluster",
    () => ({ environments: { staging: off, production: off } }),
    [
      `error: mesh shop, environments.production.namespace: got the namespace shop, which staging has in the same cluster\n  fix: give it a namespace of its own, or say that it is another cluster: cluster: "production"`,
    ],
  ],
  [
    "no environment",
    () => ({ environments: {} }),
    [
      "error: mesh shop, environments: got {}, expected at least one environment\n  fix: write environments: { production: {} }",
    ],
  ],
  [
    "a name that is no folder",
    () => ({ environments: { "../etc": {} } }),
    [
      `error: mesh shop, environments["../etc"]: got "../etc", expected a DNS label: lower-case letters, digits and '-', with a letter or digit at both ends\n  fix: write it like web-app`,
    ],
  ],
  [
    "a name that every object has",
    () => ({ environments: { constructor: {} } as never }),
    [
      "error: mesh shop, environments.constructor: got constructor, which every JavaScript object has by itself, so no environment can be called so\n  fix: choose another name",
    ],
  ],
  [
    "a place for the mesh that is no function",
    () => ({ environments: two, within: "layers" as never }),
    [
      `error: mesh shop, within: got "layers", expected a function that makes what an environment has besides\n  fix: write within: ({ scope }) => …`,
    ],
  ],
  [
    "fields that do not exist",
    () => ({ environments: { production: { replica: 1 } as never } }),
    [
      "error: mesh shop, environments.production.replica: got a field that does not exist, expected replicas\n  fix: write replicas",
    ],
  ],
];

test.each(BAD)("%s", (_, props, expected) => {
  const { dist, said } = rendered(props());
  expect(said).toEqual(expected);
  expect(dist).toEqual([]);
});

test.each([
  undefined,
  null,
  1,
  "x",
  [],
  {},
  { mesh: null },
  { mesh: { services: [null] }, environments: { a: {} } },
])("nonsense is refused without a crash: %j", (nonsense) => {
  const app = new App();
  new Environments(app, "shop", nonsense as never);
  expect(render(app).problems.length).toBeGreaterThan(0);
});

test("two environments that write one folder", () => {
  const app = new App();
  for (const name of ["east", "west"])
    new Environments(app, name, {
      mesh: { ...shop, name },
      environments: two,
    });
  expect(render(app).problems.map(printProblem)).toContain(
    "error: west/staging: got a second environment that writes the folder staging; east/staging does already\n  fix: give one of them another name, or put both meshes' services into one",
  );
});

test("two environments of one cluster, each in its namespace, and istiod scraped once", () => {
  const staging = { ...off, namespace: "shop-staging" };
  const { said } = rendered({ environments: { staging, production: off } });
  expect(said).toEqual([
    'error: mesh shop, environments.production.monitoring.controlPlane: got istiod scraped a second time; staging does it in the same cluster, and all would count twice\n  fix: write monitoring: { controlPlane: false }, or say that it is another cluster: cluster: "production"',
  ]);
  const mended = rendered({
    environments: {
      staging: { ...staging, monitoring: { controlPlane: false } },
      production: off,
    },
  });
  expect(mended.said).toEqual([]);
  expect(checked("dist", mended.dist)).toEqual({ errors: 0, report: "" });
});

test("an object of one name and namespace is one in a cluster, whoever makes it", () => {
  const app = new App();
  for (const [id, cluster] of [
    ["a", "one"],
    ["b", "one"],
    ["c", "two"],
  ] as const) {
    const environment = new Construct(app, id);
    setOutput(environment, { folder: id, cluster });
    new ApiObject(new Chart(environment, "chart"), "map", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "settings" },
    });
  }
  expect(render(app).problems.map(printProblem)).toEqual([
    "error: b/chart/map (b/chart.k8s.yaml): got ConfigMap settings a second time; a/chart/map makes it already\n  fix: give one of them another name, or make it once",
  ]);
});

test("an image of the data file that is not pinned is warned of once, with its line", () => {
  const { dist, said } = rendered({
    environments: { production: off },
    data: data("production:\n  cart:\n    image: cart:latest\n"),
  });
  expect(said).toEqual([
    "warning: releases.yaml:3:12, production.cart.image: cart:latest is not pinned: what runs changes without any change in Git\n  fix: give a version's tag or a digest",
  ]);
  expect(dist).not.toEqual([]);
});

test("docs/environments.md shows what is said of its data file", () => {
  const doc = readFileSync(join(ROOT, "docs/environments.md"), "utf8");
  const [, yaml = ""] = /```yaml\n([^`]*)```/.exec(doc) ?? [];
  const [, error = ""] = /```\n(error: [^`]*)\n```/.exec(doc) ?? [];
  const environments = { staging: off, production: { cluster: "b" } };
  const good = rendered({ environments, data: data(yaml) });
  expect(good.said).toEqual([]);
  const wrong = yaml.replace("weight: 10", "weight: 110");
  expect(rendered({ environments, data: data(wrong) }).said).toEqual([error]);
});

describe("the example", () => {
  const copy = checkout();
  const example = join(copy.folder, "examples/environments");
  afterAll(() => copy.remove());
  run(
    `cp -r ${join(ROOT, "examples")} ${join(ROOT, "schemas")} ${copy.folder}`,
    ROOT,
  );
  run(`rm -rf ${example}/dist`, ROOT);

  test("is written, judged, and the same by cdk8s's command", () => {
    expect(run("node --import tsx main.ts", example)).toMatchObject({
      code: 0,
      err: "",
    });
    expect(readdirSync(join(example, "dist"))).toEqual([
      "production",
      "staging",
    ]);
    const files = run("find dist -type f | sort | xargs cat", example).out;
    expect(run("npx cdk8s synth --check-upgrade=false", example).code).toBe(0);
    expect(run("find dist -type f | sort | xargs cat", example).out).toBe(
      files,
    );
  });

  test("a mistake in the data leaves dist as it was", () => {
    const file = join(example, "releases.yaml");
    const before = run("cat dist/*/*", example).out;
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("weight: 10", "weight: 110"));
    expect(run("node --import tsx main.ts", example)).toEqual({
      code: 1,
      out: "",
      err: `error: releases.yaml:18:15, production["web-app"].canary.weight: got 110, expected a whole number from 0 to 100
  fix: give the canary's share of the requests in percent, for example weight: 10

Nothing was written; dist is as it was.
`,
    });
    expect(run("cat dist/*/*", example).out).toBe(before);
    writeFileSync(file, text);
  });

  test("cdk8s's command deletes dist before it finds a mistake: what brings it back is said", () => {
    const file = join(example, "releases.yaml");
    const text = readFileSync(file, "utf8");
    const said = () =>
      run("npx cdk8s synth --check-upgrade=false", example).err;
    writeFileSync(file, text.replace("weight: 10", "weight: 110"));
    expect(said()).toContain("\nNothing was written.\n");
    writeFileSync(file, text);
    run(
      "node --import tsx main.ts && git init -q && git add -A -f dist && git -c user.name=a -c user.email=a@b.c commit -qm one",
      example,
    );
    writeFileSync(file, text.replace("weight: 10", "weight: 110"));
    expect(said()).toContain(
      "Nothing was written; dist is not there, since cdk8s synth deletes it first: git restore dist brings it back.\n",
    );
    expect(run("git restore dist && ls dist", example).out).toBe(
      "production\nstaging\n",
    );
  });
});

test("one environment's canary in an engine's hands, its release in the data file", () => {
  const { said, objects } = rendered({
    environments: {
      staging: { ...off, cluster: "staging" },
      production: {
        cluster: "production",
        services: {
          "web-app": { canary: { header: undefined, engine: "flagger" } },
        },
      },
    },
    data: data(
      "production: { web-app: { canary: { version: v2, image: 'web-app:2' } } }\n",
    ),
  });
  expect(said).toEqual([]);
  const file = objects("production/web-app.k8s.yaml");
  expect(find(file, "Canary")["spec"].targetRef.name).toBe("web-app");
  const { template } = find(file, "Deployment")["spec"];
  expect(template.metadata.labels.version).toBe("v2");
  expect(template.spec.containers[0].image).toBe("web-app:2");
});
