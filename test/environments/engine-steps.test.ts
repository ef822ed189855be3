import { changesByEngine } from "../../src/environments/engine-steps";
import type { ServiceRelease } from "../../src/environments/releases";
import type { Step } from "../../src/environments/steps";

const V2 = { version: "v2", image: "web-app:2" };
const START: Step = { to: "start", image: "web-app:2" };
const engaged = {
  engine: "flagger",
  asks: "kubectl get canary web-app",
  promoted: "Succeeded",
  failed: "Failed",
} as const;

/** release, step => what becomes of which field */
test.each<
  [release: ServiceRelease, step: Step, becomes: Record<string, unknown>]
>([
  [{}, START, { "canary.version": "v2", "canary.image": "web-app:2" }],
  [
    { version: "v9" },
    START,
    { "canary.version": "v10", "canary.image": "web-app:2" },
  ],
  [
    {},
    { ...START, version: "blue" },
    { "canary.version": "blue", "canary.image": "web-app:2" },
  ],
  [
    { image: "web-app:1", canary: V2 },
    { to: "promote" },
    { version: "v2", image: "web-app:2", canary: undefined },
  ],
  [{ canary: V2 }, { to: "rollback" }, { canary: undefined }],
  // Half of a release can be taken back, and what else is there stays.
  [
    { canary: { version: "v2", replicas: 1 } },
    { to: "rollback" },
    { "canary.version": undefined },
  ],
])("%j, %j => %j", (release, step, becomes) => {
  const changes = changesByEngine(step, release, engaged);
  if ("why" in changes) throw new Error(changes.why);
  expect(
    Object.fromEntries(changes.map(({ path, to }) => [path.join("."), to])),
  ).toEqual(becomes);
});

/** release, step => why not; first the right one */
test.each<[release: ServiceRelease, step: Step, said: string]>([
  [{}, { to: "promote" }, "there is no release; first --start --image IMAGE"],
  [{}, { to: "rollback" }, "there is no release; first --start --image IMAGE"],
  [
    {},
    { to: "start" },
    "nothing says what the canary runs; first --start --image IMAGE",
  ],
  [
    {},
    { ...START, version: "v1" },
    "v1 is the stable version, whose pods would change; first --start --image IMAGE --version VERSION",
  ],
  [
    { canary: V2 },
    START,
    "a release is there already: v2; first --promote or --rollback",
  ],
  [
    { canary: { version: "v2" } },
    { to: "promote" },
    "the data file does not say which version and image the release has; first --promote, once canary.version and canary.image are there",
  ],
  ...(["prepare", "off", "header"] as const).map(
    (to): [ServiceRelease, Step, string] => [
      { canary: V2 },
      { to },
      "flagger takes its steps itself; first --promote or --rollback",
    ],
  ),
])("%j refuses %j", (release, step, said) => {
  const refusal = changesByEngine(step, release, engaged);
  expect("why" in refusal && `${refusal.why}; first ${refusal.next}`).toBe(
    said,
  );
});
