import type { ServiceProps } from "../../src/mesh/service";
import { readText } from "../../src/manifests/text";
import { judgeStep } from "../../src/release/steps/judge-step";
import { STEP_CHECKS } from "../../src/release/steps/list";
import { safeSteps } from "../../src/release/steps/safe-steps";
import { object } from "./compare";
import { synthesized } from "./interleavings";

const read = (text: string) => readText({ file: "a.yaml", text }).manifests;
const refused = (before: string, after: string) =>
  judgeStep(read(before), read(after), STEP_CHECKS).map(
    ({ check, message }) => `${check}: ${message}`,
  );
const pods = "containers: [{name: web, image: 'web:1'}]";
const workload = (kind: string, name: string, labels: string, spec = "") =>
  object(
    kind,
    name,
    `spec: {${spec}selector: {matchLabels: {app: web}}, template: {metadata: {labels: {${labels}}}, spec: {${pods}}}}`,
  );
const service = (name: string, selector = "app: web") =>
  object(
    "v1/Service",
    name,
    `spec: {selector: {${selector}}, ports: [{port: 80}]}`,
  );
const caller = object(
  "apps/v1/Deployment",
  "shop",
  "spec: {selector: {matchLabels: {app: shop}}, template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: shop, image: 'shop:1', args: ['http://web:80/']}]}}}",
);

describe("Flagger", () => {
  const stands =
    workload("apps/v1/Deployment", "web-v1", "app: web, version: v1") +
    service("web");
  const deployment = workload(
    "apps/v1/Deployment",
    "web",
    "app: web, version: v1",
  );
  const canary = (spec = "") =>
    object(
      "flagger.app/v1beta1/Canary",
      "web",
      `spec: {${spec}targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, service: {port: 80}}`,
    );
  const keep = (text: string) =>
    text.replaceAll(
      /(kind: (?:Service|VirtualService)\nmetadata: \{.*?)\}/g,
      "$1, annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}}",
    );
  const flagger = deployment + canary();
  const rule = object(
    "networking.istio.io/v1/DestinationRule",
    "web",
    "spec: {host: web, subsets: [{name: v1, labels: {version: v1}}]}",
  );
  const routes = (gateways = "mesh, edge/public") =>
    object(
      "networking.istio.io/v1/VirtualService",
      "web",
      `spec: {hosts: [web, shop.example.com], gateways: [${gateways}], http: [{route: [{destination: {host: web, subset: v1}}]}]}`,
    );
  const other = object(
    "networking.istio.io/v1/VirtualService",
    "edge",
    "spec: {hosts: [edge.example.com], gateways: [edge/public], http: [{route: [{destination: {host: web}}]}]}",
  );

  test.each<[what: string, before: string, after: string, said: string[]]>([
    ["takes over what stays", stands, stands + flagger, []],
    [
      "takes over a Deployment of its name, as its own guide has it",
      deployment + service("web"),
      deployment + service("web") + canary(),
      [],
    ],
    [
      "does not take over at once",
      stands + routes() + rule + caller,
      flagger + caller,
      [
        "step/subset-dropped: got subset v1 of web dropped while the VirtualService that stands routes to it, expected it to stay for this step",
        "step/taken-over: got Service web gone in the step that hands it to Flagger, expected it to stay for this step",
        "step/taken-over: got VirtualService web gone in the step that hands it to Flagger, expected it to stay for this step",
      ],
    ],
    [
      "makes nothing new at the moment in which Flux prunes",
      stands + flagger,
      flagger,
      [
        "step/taken-over: got Service web out of the files with nothing that keeps it, expected kustomize.toolkit.fluxcd.io/prune: disabled on it before: it is deleted until Flagger's next turn",
      ],
    ],
    [
      "gets what is kept from pruning; callers and other routes go on",
      keep(stands + routes()) + rule + flagger + caller + other,
      workload("apps/v1/Deployment", "web-v1", "app: web, version: v1") +
        rule +
        flagger +
        caller +
        other,
      [],
    ],
    [
      "gets it before the old pods and subsets go",
      keep(stands + routes()) + rule + flagger,
      flagger,
      [
        "step/subset-dropped: got subset v1 of web dropped while the VirtualService that stands routes to it, expected it to stay for this step",
        "step/taken-over: got Deployment web-v1 taken away in the step that leaves the service to Flagger, expected it to go a step later: until Flagger's next turn requests still go there",
      ],
    ],
    [
      "lets the old pods go then",
      workload("apps/v1/Deployment", "web-v1", "app: web, version: v1") +
        flagger,
      flagger,
      [],
    ],
    [
      "gives back what was there before",
      deployment + service("web") + canary("revertOnDeletion: true, "),
      deployment + service("web"),
      [],
    ],
    [
      "does not give it back where nobody told it to",
      deployment + service("web") + canary(),
      deployment + service("web"),
      [
        "step/handed-back: got Canary web taken away, and with it Deployment web-primary, which has the pods that users reach, expected revertOnDeletion: true in it before",
      ],
    ],
    [
      "takes its own Service with it",
      flagger,
      stands,
      [
        "step/handed-back: got Canary web taken away, and with it Deployment web-primary, which has the pods that users reach, and Service web, expected what comes in their place to stand before",
      ],
    ],
    [
      "cannot give back to a Deployment that goes",
      deployment + service("web") + canary("revertOnDeletion: true, "),
      stands,
      [
        "step/service-selector: got Deployment web-v1 in place of Deployment web behind Service web in shop, expected some pods to stand through the step",
        "step/handed-back: got Canary web taken away, and with it Deployment web-primary, which has the pods that users reach, expected Deployment web and Service web to stand through the step",
      ],
    ],
    ["goes as a whole", flagger, "", []],
    [
      "does not go as a whole while somebody calls",
      flagger + caller,
      caller,
      [
        "step/callers-left: got Service web gone while Deployment shop calls it, expected it to stay for this step",
      ],
    ],
    [
      "keeps another copy for users: a release replaces no pods of theirs",
      flagger,
      flagger.replace("version: v1", "version: v2"),
      [],
    ],
  ])("%s", (_, before, after, said) => {
    expect(refused(before, after)).toEqual(said);
  });

  test.each<[string, ServiceProps["canary"]]>([
    ["without a canary", undefined],
    ["that is prepared for canaries", { phase: "prepared" }],
    ["with routes to its subset", { phase: "off" }],
  ])("a service %s is taken over in three safe steps", (_, canary) => {
    const web = { name: "web-app", image: "web-app:1", port: 8080 };
    const before = synthesized({ ...web, ...(canary && { canary }) });
    const after = synthesized({ ...web, canary: { engine: "flagger" } });
    const steps = safeSteps(before, after, STEP_CHECKS) ?? [];
    const names = steps.map((state) =>
      state
        .map(({ identity }) => `${identity.kind} ${identity.name}`)
        .filter((name) => /^(?:Canary|Deployment|Service) /.test(name))
        .sort(),
    );
    const after2 = ["Canary web-app", "Deployment web-app"];
    expect(names).toEqual([
      [...after2, "Deployment web-app-v1", "Service web-app"],
      [...after2, "Deployment web-app-v1"],
      after2,
    ]);
    expect(steps.at(-1)).toEqual(after);
    // Each state is the start of the rest of the way.
    expect(safeSteps(steps[0] ?? [], after, STEP_CHECKS)).toHaveLength(2);
    expect(safeSteps(steps[1] ?? [], after, STEP_CHECKS)).toHaveLength(1);
  });
});

describe("Argo Rollouts", () => {
  const rollout = (labels: string) =>
    workload(
      "argoproj.io/v1alpha1/Rollout",
      "web",
      labels,
      "strategy: {canary: {stableService: web-stable, canaryService: web-canary, trafficRouting: {istio: {virtualService: {name: web}}}}}, ",
    );
  const deployment = workload("apps/v1/Deployment", "web-v1", "app: web");
  const routes = (stable = 100, canary = 0) =>
    object(
      "networking.istio.io/v1/VirtualService",
      "web",
      `spec: {hosts: [web], http: [{route: [{destination: {host: web-stable}, weight: ${stable}}, {destination: {host: web-canary}, weight: ${canary}}]}]}`,
    );
  const services = service("web-stable") + service("web-canary");
  const rollouts = services + rollout("app: web") + routes();

  test.each<[what: string, before: string, after: string, said: string[]]>([
    [
      "a Deployment is not replaced by a Rollout at once",
      deployment + service("web"),
      rollout("app: web") + service("web"),
      [
        "step/service-selector: got Rollout web in place of Deployment web-v1 behind Service web in shop, expected some pods to stand through the step",
      ],
    ],
    [
      "but beside it",
      deployment + service("web"),
      deployment + service("web") + services + rollout("app: web"),
      [],
    ],
    [
      "and then alone",
      deployment + service("web") + rollouts,
      service("web") + rollouts,
      [],
    ],
    [
      "the two Services stand before the routes to them",
      deployment + service("web") + rollout("app: web"),
      deployment + service("web") + rollouts,
      [
        "step/subset-ahead: got requests for Service web-stable, which does not stand yet, expected it to come a step before",
      ],
    ],
    [
      "so do the Rollout's pods",
      service("web") + services,
      service("web") + rollouts,
      [
        "step/version-ahead: got requests for Service web-stable, whose Rollout web comes in the same step, expected its pods to stand before",
      ],
    ],
    [
      "behind a subset pods are not replaced either",
      deployment.replaceAll("app: web}", "app: web, version: v1}") +
        service("web") +
        subset("v1"),
      rollout("app: web, version: v1") + service("web") + subset("v1"),
      [
        "step/pods-replaced: got Rollout web in place of Deployment web-v1 behind subset v1 of web, expected some pods to stand through the step",
        "step/service-selector: got Rollout web in place of Deployment web-v1 behind Service web in shop, expected some pods to stand through the step",
      ],
    ],
    [
      "nor is a Rollout replaced by a Deployment, on the way back",
      service("web") + rollouts,
      service("web") + deployment,
      [
        "step/subset-dropped: got Service web-stable dropped while the VirtualService that stands routes to it, expected it to stay for this step",
        "step/service-selector: got Deployment web-v1 in place of Rollout web behind Service web in shop, expected some pods to stand through the step",
      ],
    ],
    [
      "a release changes the Rollout alone",
      rollouts,
      rollouts.replace("web:1", "web:2"),
      [],
    ],
  ])("%s", (_, before, after, said) => {
    expect(refused(before, after)).toEqual(said);
  });

  test("a Deployment becomes a Rollout in safe steps, and back", () => {
    const [old, now] = [
      deployment + service("web"),
      service("web") + rollouts,
    ].map(read);
    expect(safeSteps(old ?? [], now ?? [], STEP_CHECKS)).toHaveLength(3);
    expect(safeSteps(now ?? [], old ?? [], STEP_CHECKS)).toHaveLength(2);
  });

  test.each([
    ["nowhere yet", ""],
    ["to all pods", route("web")],
    ["to stable alone", route("web-stable")],
  ])(
    "a Rollout makes no pods while its VirtualService leads %s",
    (_, stands) => {
      const before = deployment + service("web") + services;
      const now = rollout("app: web");
      expect(
        refused(
          before + now + stands,
          service("web") + services + now + routes(),
        ),
      ).toEqual([
        "step/pods-replaced: got Rollout web in place of Deployment web-v1 behind Service web-stable, expected some pods to stand through the step",
        "step/service-selector: got Rollout web in place of Deployment web-v1 behind Service web in shop, expected some pods to stand through the step",
      ]);
    },
  );

  function route(host: string): string {
    return object(
      "networking.istio.io/v1/VirtualService",
      "web",
      `spec: {hosts: [web], http: [{route: [{destination: {host: ${host}}}]}]}`,
    );
  }

  function subset(name: string): string {
    return (
      object(
        "networking.istio.io/v1/DestinationRule",
        "web",
        `spec: {host: web, subsets: [{name: ${name}, labels: {version: ${name}}}]}`,
      ) +
      object(
        "networking.istio.io/v1/VirtualService",
        "web",
        `spec: {hosts: [web], http: [{route: [{destination: {host: web, subset: ${name}}}]}]}`,
      )
    );
  }
});
