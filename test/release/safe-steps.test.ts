import { down } from "../../src/manifests/fields";
import type { Manifest } from "../../src/manifests/manifest";
import { readText } from "../../src/manifests/text";
import { STEP_CHECKS } from "../../src/release/steps/list";
import { safeSteps } from "../../src/release/steps/safe-steps";
import { object } from "./compare";

const read = (text: string) => readText({ file: "a.yaml", text }).manifests;

/** Of each step what is asked of one object. */
const stepsOf = (
  before: string,
  after: string,
  say: (manifest: Manifest) => string,
) =>
  safeSteps(read(before), read(after), STEP_CHECKS)?.map((state) =>
    state
      .map(say)
      .filter((text) => text !== "")
      .sort()
      .join(", "),
  );

const deployment = (name: string, labels: string, ports = "", extra = "") =>
  object(
    "apps/v1/Deployment",
    name,
    `spec: {selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: web, image: 'web:1', ports: [${ports}]${extra}}]}}}`,
  );
const service = (selector: string, targetPort: number | string = 8080) =>
  object(
    "v1/Service",
    "web",
    `spec: {selector: {${selector}}, ports: [{name: http, port: 80, targetPort: ${targetPort}}]}`,
  );

test("a Service that selects other pods: first both stand, then it selects, then the old ones go", () => {
  const say = ({ identity: { kind, name }, object: own }: Manifest) =>
    kind === "Service"
      ? `web => ${String(down(own, "spec", "selector", "app"))}`
      : name;
  expect(
    stepsOf(
      deployment("old", "app: old") + service("app: old"),
      deployment("new", "app: new") + service("app: new"),
      say,
    ),
  ).toEqual([
    "new, old, web => old",
    "new, old, web => new",
    "new, web => new",
  ]);
});

describe("a Service that leads to another port of its pods", () => {
  const pods = (port: number, name: string) =>
    deployment("web", "app: web", `{name: ${name}, containerPort: ${port}}`);
  const say = ({ identity: { kind }, object: own }: Manifest) =>
    kind === "Service"
      ? `Service => ${String(down(own, "spec", "ports", 0, "targetPort"))}`
      : `pods ${String(down(own, "spec", "template", "spec", "containers", 0, "ports", 0, "containerPort"))}`;

  test("leads to the name that old and new pods have for it, until the new ones are there", () => {
    expect(
      stepsOf(
        pods(8080, "http") + service("app: web"),
        pods(9090, "http") + service("app: web", 9090),
        say,
      ),
    ).toEqual([
      "Service => http, pods 8080",
      "Service => http, pods 9090",
      "Service => 9090, pods 9090",
    ]);
  });

  test("is left to you where they have none in common", () => {
    expect(
      stepsOf(
        pods(8080, "http") + service("app: web"),
        pods(9090, "web") + service("app: web", 9090),
        say,
      ),
    ).toBeUndefined();
  });
});

describe("STRICT", () => {
  const policy = (mode: string) =>
    object(
      "security.istio.io/v1/PeerAuthentication",
      "default",
      `spec: {mtls: {mode: ${mode}}}`,
    );
  const inject = (on: boolean) => `sidecar.istio.io/inject: '${on}'`;
  const web =
    deployment("web", `app: web, ${inject(true)}`) + service("app: web");
  const client = (on: boolean) =>
    deployment(
      "shop",
      `app: shop, ${inject(on)}`,
      "",
      ", args: ['http://web/']",
    );
  const say = ({ identity: { kind, name }, object: own }: Manifest) =>
    kind === "PeerAuthentication"
      ? String(down(own, "spec", "mtls", "mode"))
      : kind === "Deployment" && name === "shop"
        ? `shop ${String(down(own, "spec", "template", "metadata", "labels", "sidecar.istio.io/inject"))}`
        : "";

  test.each([
    ["after nothing", web, web + policy("STRICT"), ["PERMISSIVE", "STRICT"]],
    [
      "after DISABLE",
      web + policy("DISABLE"),
      web + policy("STRICT"),
      ["PERMISSIVE", "STRICT"],
    ],
    [
      "with a client's sidecar",
      web + client(false) + policy("PERMISSIVE"),
      web + client(true) + policy("STRICT"),
      ["PERMISSIVE, shop true", "STRICT, shop true"],
    ],
    [
      "while a client stays without one",
      web + client(false) + policy("PERMISSIVE"),
      web + client(false) + policy("STRICT"),
      undefined,
    ],
  ])("%s", (_, before, after, steps) => {
    expect(stepsOf(before, after, say)).toEqual(steps);
  });
});
