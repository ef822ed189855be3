import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout, ROOT, run } from "../checkout";

/** The command as a user runs it, in a copy of the example. */
const copy = checkout();
const example = join(copy.folder, "examples/environments");
const file = join(example, "releases.yaml");
run(
  `cp -r ${join(ROOT, "examples")} ${copy.folder} && rm -rf ${example}/dist`,
  ROOT,
);
const ORIGINAL = readFileSync(file, "utf8");
afterAll(() => copy.remove());

function canary(args: string) {
  return run(`node ../../bin/sidelight.js canary ${args}`, example);
}

beforeEach(() => writeFileSync(file, ORIGINAL));

test("a weight: one number in the data file, three lines in dist", () => {
  run("node --import tsx main.ts", example);
  const before = run("cat dist/*/*", example).out.split("\n");
  expect(canary("web-app --weight 25 --env production")).toEqual({
    code: 0,
    err: "",
    out: `releases.yaml, production.web-app: canary.weight 10 → 25
dist/ holds 6 files, 33 objects
  wrote    production/web-app.k8s.yaml
Once applied: 25 % of the requests go to v2, 75 % to v1.
After that: a greater --weight, or --rollback
`,
  });
  expect(readFileSync(file, "utf8")).toBe(
    ORIGINAL.replace("weight: 10", "weight: 25"),
  );
  const after = run("cat dist/*/*", example).out.split("\n");
  expect(after.filter((line, index) => line !== before[index])).toHaveLength(3);
});

test("from all requests to the next canary", () => {
  const steps = [
    "--weight 100",
    "--promote",
    "--off",
    "--start --image registry.example/shop/web-app:1.6.0",
  ];
  const said = steps.map((step) =>
    canary(`web-app ${step} --env production`).out.split("\n").slice(-4, -1),
  );
  expect(said.map((lines) => lines.filter((l) => !/^ |^dist/.test(l)))).toEqual(
    [
      [
        "Once applied: 100 % of the requests go to v2, 0 % to v1.",
        "After that: --promote, or --rollback",
      ],
      [
        "Once applied: all requests go to v2; v1 stays until the next step.",
        "After that: --off, or --rollback",
      ],
      [
        "Once applied: all requests go to v2, which is alone.",
        "Where nothing prunes, apply it and then: kubectl delete deploy web-app-v1",
        "After that: --start --image IMAGE",
      ],
      [
        "Once applied: all requests go to v2; v3 starts beside it.",
        "After that: --weight 10, or --header, or --mirror 10, once its pods are ready",
      ],
    ],
  );
  expect(readFileSync(file, "utf8").split("production:\n")[1]).toBe(
    `  web-app:
    image: registry.example/shop/web-app:1.5.0
    canary:
      version: v3
      image: registry.example/shop/web-app:1.6.0 # since Monday
      phase: deployed
    version: v2
  cart:
    image: registry.example/shop/cart:2.0.3
`,
  );
});

test("a service that the data file does not name yet, but another that is called alike", () => {
  writeFileSync(file, "staging: {}\nproduction: { carts: {} }\n");
  expect(canary("cart --weight 10 --env production").err).toBe(
    `error: releases.yaml, production.cart: got --weight, but it has no subset yet; a route to one fails until both are there
  fix: the next right step is sidelight canary cart --prepare
`,
  );
});

test("a step that would cut somebody off is refused, and nothing is changed", () => {
  expect(canary("web-app --off --env production")).toEqual({
    code: 1,
    out: "",
    err: `error: releases.yaml, production.web-app: got --off, but requests go to the canary
  fix: the next right step is sidelight canary web-app --rollback
`,
  });
  expect(readFileSync(file, "utf8")).toBe(ORIGINAL);
});

test("what does not synthesize is not kept", () => {
  const rolledBack = ORIGINAL.replace("phase: weight", "phase: rolled-back");
  // cart's canary has no header to go by.
  const text = `${rolledBack}    canary: { version: v2, image: "cart:3", phase: deployed }\n`;
  writeFileSync(file, text);
  run("node --import tsx main.ts", example);
  const before = run("cat dist/*/*", example).out;
  expect(canary("cart --header --env production")).toEqual({
    code: 1,
    out: "",
    err: `error: environment production, service cart, canary.phase: got the phase header, but nothing says which requests are meant
  fix: add header: { canary: "true" }, a path or a cookie

Nothing was written; dist is as it was.
releases.yaml is as it was.
`,
  });
  expect(readFileSync(file, "utf8")).toBe(text);
  expect(run("cat dist/*/*", example).out).toBe(before);
});

/** command => what is said */
test.each([
  [
    "web-app --weight 25",
    "error: releases.yaml: got 2 environments, expected to be told which\n  fix: write --env and one of staging, production\n",
  ],
  [
    "web-app --weight 25 --env prodution",
    "error: releases.yaml: got environment prodution, expected one that exists\n  fix: write --env production\n",
  ],
  [
    "web-ap --weight 25 --env staging",
    "error: releases.yaml, staging: got service web-ap, expected one that exists\n  fix: write web-app\n",
  ],
  [
    "--env staging",
    `error: sidelight canary: got no service, expected one
  fix: write sidelight canary web-app --weight 25
error: sidelight canary: got no step, expected one
  fix: write one of --prepare, --off, --start, --mirror, --header, --weight, --promote, --rollback
`,
  ],
  [
    "web-app --promote --weight 110 --image x:2",
    `error: sidelight canary: got --weight and --promote, expected one step; two at once are not safe
  fix: write one of --prepare, --off, --start, --mirror, --header, --weight, --promote, --rollback
error: sidelight canary, --image: got it without --start, which makes the canary
  fix: leave it out, or write --start
`,
  ],
  [
    "web-app --weight 110",
    "error: sidelight canary, --weight: got 110, expected a whole number from 0 to 100\n  fix: give the canary's share of the requests in percent, for example weight: 10\n",
  ],
  [
    "web-app --weight ten",
    `error: sidelight canary, --weight: got "ten", expected a whole number from 0 to 100\n  fix: give the canary's share of the requests in percent, for example weight: 10\n`,
  ],
  [
    "web-app --promote=yes",
    "error: sidelight canary, --promote: got yes, expected nothing\n  fix: write --promote alone, or leave it out\n",
  ],
  [
    "web-app --promote --data nowhere.yaml",
    "error: nowhere.yaml: got no such file, or a link that leads nowhere, expected a file of YAML or JSON\n  fix: write it, or name the data file that there is\n",
  ],
])("sidelight canary %s", (args, expected) => {
  expect(canary(args)).toEqual({ code: 2, out: "", err: expected });
  expect(readFileSync(file, "utf8")).toBe(ORIGINAL);
});

describe("where an engine takes the steps", () => {
  const main = join(example, "main.ts");
  const text = readFileSync(main, "utf8");
  const inProduction = 'production: { cluster: "production" }';
  const engaged = `production: { cluster: "production", services: { cart: { canary: { engine: "flagger" } } } }`;
  beforeAll(() => {
    expect(text).toContain(inProduction);
    writeFileSync(main, text.replace(inProduction, engaged));
    writeFileSync(file, ORIGINAL);
    run("rm -rf dist && node --import tsx main.ts", example);
  });
  afterAll(() => writeFileSync(main, text));
  const cart = (step: string) => canary(`cart ${step} --env production`);
  const START = "--start --image registry.example/shop/cart:2.1.0";

  test("a release is started and promoted: what was the canary's is the service's", () => {
    expect(cart(START)).toEqual({
      code: 0,
      err: "",
      out: `releases.yaml, production.cart: canary.version v2, canary.image registry.example/shop/cart:2.1.0
dist/ holds 6 files, 35 objects
  wrote    production/cart.k8s.yaml
Once applied: flagger gives v2 requests step by step, or takes them back, by what its analysis finds.
How far it is: kubectl get canary -n shop cart
After that: --promote once it says Succeeded; --rollback once it says Failed, or to stop it
`,
    });
    expect(cart("--promote")).toEqual({
      code: 0,
      err: "",
      out: `releases.yaml, production.cart: version v2, image registry.example/shop/cart:2.0.3 → registry.example/shop/cart:2.1.0, canary.version v2 taken away, canary.image registry.example/shop/cart:2.1.0 taken away
dist/ holds 6 files, 35 objects
  wrote    production/cart.k8s.yaml
Apply it when kubectl get canary -n shop cart says Succeeded: before that, users do not have v2.
Once applied: all requests go to v2, as before; no pod restarts.
After that: --start --image IMAGE
`,
    });
    expect(readFileSync(file, "utf8")).toBe(
      ORIGINAL.replace(/cart:2\.0\.3\n/, "cart:2.1.0\n    version: v2\n"),
    );
  });

  test("a release is taken back: the file is as it was before", () => {
    expect(cart(START).code).toBe(0);
    expect(cart("--rollback")).toEqual({
      code: 0,
      err: "",
      out: `releases.yaml, production.cart: canary.version v2 taken away, canary.image registry.example/shop/cart:2.1.0 taken away
dist/ holds 6 files, 35 objects
  wrote    production/cart.k8s.yaml
Once applied: all requests go to v1, and the release's pods give way to its.
How far it is: kubectl get canary -n shop cart
After that: --start --image IMAGE
`,
    });
    expect(readFileSync(file, "utf8")).toBe(ORIGINAL);
  });

  test("a step that is the engine's is refused; so is one by an engine where there is none", () => {
    expect(cart("--weight 10")).toEqual({
      code: 1,
      out: "",
      err: `error: releases.yaml, production.cart: got --weight, but flagger takes its steps itself
  fix: the next right step is sidelight canary cart --start --image IMAGE
`,
    });
    // In staging nobody takes cart's steps.
    expect(canary("cart --start --image cart:3 --env staging")).toEqual({
      code: 1,
      out: "",
      err: `error: releases.yaml, staging.cart: got --start, but it has no subset yet; a route to one fails until both are there
  fix: the next right step is sidelight canary cart --prepare
`,
    });
    expect(readFileSync(file, "utf8")).toBe(ORIGINAL);
  });

  test("another engine is asked in its own words", () => {
    const argo = engaged.replace("flagger", "argo-rollouts");
    writeFileSync(main, text.replace(inProduction, argo));
    run("rm -rf dist && node --import tsx main.ts", example);
    expect(cart(START)).toEqual({
      code: 0,
      err: "",
      out: `releases.yaml, production.cart: canary.version v2, canary.image registry.example/shop/cart:2.1.0
dist/ holds 6 files, 37 objects
  wrote    production/cart.k8s.yaml
Once applied: argo-rollouts gives v2 requests step by step, or takes them back, by what its analysis finds.
How far it is: kubectl argo rollouts status --watch=false -n shop cart
After that: --promote once it says Healthy; --rollback once it says Degraded, or to stop it
`,
    });
    expect(cart("--rollback").code).toBe(0);
    writeFileSync(main, text.replace(inProduction, engaged));
    run("rm -rf dist && node --import tsx main.ts", example);
    expect(readFileSync(file, "utf8")).toBe(ORIGINAL);
  });

  test("dist that cdk8s synth deleted is asked for in the last commit", () => {
    run(
      "git init -q . && git add -A && git -c user.name=a -c user.email=a@b.c commit -qm one",
      example,
    );
    run("rm -r dist", example);
    expect(cart("--weight 10").err).toContain("flagger takes its steps itself");
    run("rm -rf .git", example);
  });
});

test("beside no app", () => {
  expect(
    run(
      "node ../bin/sidelight.js canary web-app --promote",
      join(copy.folder, "src"),
    ),
  ).toEqual({
    code: 2,
    out: "",
    err: `error: cdk8s.yaml: got no such file here, expected the command that synthesizes
  fix: write app: node --import tsx src/main.ts, and run sidelight beside it
`,
  });
});
