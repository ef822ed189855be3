import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readText } from "../../src/manifests/text";
import { readSides } from "../../src/release/read-sides";
import { review } from "../../src/release/review";
import { judgeStep } from "../../src/release/steps/judge-step";
import { STEP_CHECKS } from "../../src/release/steps/list";
import { safeSteps } from "../../src/release/steps/safe-steps";
import { textReview } from "../../src/release/text";
import { ROOT } from "../checkout";

const FILES = ["00-mesh", "cart", "web-app"].map((name) => ({
  file: `${name}.yaml`,
  text: readFileSync(join(ROOT, `dist/${name}.k8s.yaml`), "utf8"),
}));
type Files = typeof FILES;

/** What a release might do to the text of a file. */
const EDITS: readonly ((text: string, at: number) => string)[] = [
  (text) => text,
  (text, at) => nth(text, /\d+/g, at, (found) => `${Number(found) + 1}`),
  (text, at) => nth(text, /vector\([\d.]+\)/g, at, () => "vector(0.5)"),
  (text, at) => nth(text, /for: \w+/g, at, () => "for: 7m"),
  // A whole rule goes.
  (text, at) =>
    nth(
      text,
      /^ {8}- (?:alert|expr): (?:.*\n(?! {8}-| {0,7}\S))*.*\n/gm,
      at,
      () => "",
    ),
  // A whole document goes, or stands twice.
  (text, at) => documents(text, at, () => []),
  (text, at) => documents(text, at, (one) => [one, one]),
  (text) => text.split("---\n").reverse().join("---\n"),
  (text, at) =>
    nth(text, /^ {4}- interval: .*$/gm, at, () => "    - interval: 9s"),
];

function nth(
  text: string,
  pattern: RegExp,
  at: number,
  made: (found: string) => string,
): string {
  const all = [...text.matchAll(pattern)];
  const one = all[at % Math.max(1, all.length)];
  return one
    ? text.slice(0, one.index) +
        made(one[0]) +
        text.slice(one.index + one[0].length)
    : text;
}

function documents(
  text: string,
  at: number,
  made: (one: string) => readonly string[],
): string {
  const all = text.split("---\n");
  return all
    .flatMap((one, index) => (index === at % all.length ? made(one) : [one]))
    .join("---\n");
}

const edited: fc.Arbitrary<Files> = fc
  .array(
    fc.record({
      file: fc.nat(FILES.length - 1),
      edit: fc.constantFrom(...EDITS),
      at: fc.nat(500),
    }),
    { maxLength: 4 },
  )
  .map((edits) =>
    edits.reduce(
      (files, { file, edit, at }) =>
        files.map((one, index) =>
          index === file ? { ...one, text: edit(one.text, at) } : one,
        ),
      FILES,
    ),
  );

const whole = (files: Files) =>
  files.flatMap((file) => readText(file).manifests);
const side = (files: Files) => ({ label: "", files });

test("reading only what differs finds all that differs", () => {
  fc.assert(
    fc.property(edited, (files) => {
      const { before, after } = readSides(side(FILES), side(files));
      expect(review(before, after, () => whole(files))).toEqual(
        review(whole(FILES), whole(files)),
      );
    }),
    { numRuns: 40 },
  );
});

test("the order of files and documents is no difference, nor is comparing a side with itself", () => {
  fc.assert(
    fc.property(edited, (files) => {
      const shuffled = [...files].reverse();
      expect(review(whole(files), whole(shuffled)).objects).toEqual([]);
      const back = review(whole(files), whole(FILES));
      expect(
        review(whole(FILES), whole(files)).objects.map(({ name }) => name),
      ).toEqual(back.objects.map(({ name }) => name));
    }),
    { numRuns: 10 },
  );
});

test("any values of any kind are compared without an error, and printed on their own lines", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          kind: fc.constantFrom(
            "flagger.app/v1beta1 Canary",
            "flagger.app/v1beta1 MetricTemplate",
            "argoproj.io/v1alpha1 Rollout",
            "networking.istio.io/v1 VirtualService",
            "gateway.networking.k8s.io/v1 HTTPRoute",
            "gateway.networking.k8s.io/v1 GRPCRoute",
            "networking.istio.io/v1 DestinationRule",
            "apps/v1 Deployment",
            "v1 Service",
            "v1 ConfigMap",
            "monitoring.coreos.com/v1 PrometheusRule",
            "security.istio.io/v1 PeerAuthentication",
            "security.istio.io/v1 AuthorizationPolicy",
            "telemetry.istio.io/v1 Telemetry",
            "autoscaling/v2 HorizontalPodAutoscaler",
            "networking.istio.io/v1 Gateway",
            "networking.k8s.io/v1 Ingress",
            "monitoring.coreos.com/v1 ServiceMonitor",
            "batch/v1 CronJob",
            "v1 Namespace",
          ),
          spec: fc.dictionary(
            fc.constantFrom(
              "http",
              "parentRefs",
              "targetRef",
              "analysis",
              "service",
              "strategy",
              "hostnames",
              "hosts",
              "subsets",
              "ports",
              "mtls",
              "metrics",
              "groups",
              "servers",
              "template",
              "replicas",
              "selector",
              "rules",
              "portLevelMtls",
            ),
            fc.jsonValue({ maxDepth: 4 }),
          ),
        }),
        { maxLength: 6 },
      ),
      fc.array(fc.nat(5)),
      (objects, swaps) => {
        const text = (items: typeof objects) =>
          items
            .map(({ kind, spec }, index) => {
              const [apiVersion, name] = kind.split(" ");
              return JSON.stringify({
                apiVersion,
                kind: name,
                metadata: { name: `a${index % 3}` },
                spec,
                data: spec,
              });
            })
            .join("\n---\n");
        const other = objects.map((one, index) => ({
          ...one,
          spec: objects[swaps[index] ?? index]?.spec ?? {},
        }));
        const [old = [], now = []] = [objects, other].map(
          (items) => readText({ file: "a", text: text(items) }).manifests,
        );
        const result = review(old, now);
        // Nothing of it is a step that anybody wrote; it only must not break one.
        judgeStep(old, now, STEP_CHECKS);
        expect(judgeStep(now, now, STEP_CHECKS)).toEqual([]);
        safeSteps(old, now, STEP_CHECKS);
        const printed = textReview(result, { before: "a", after: "b" }, false);
        expect(printed).not.toMatch(/undefined|\[object|[^\P{Cc}\n]/u);
      },
    ),
    { numRuns: 500 },
  );
});
