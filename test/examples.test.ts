import { join } from "node:path";
import { toYaml } from "../src/manifests/yaml";
import { bytes, checkout, ROOT, run } from "./checkout";
import type { Manifest } from "./manifest";
import { documents } from "./manifest";
import { promtool, testWithPromtool } from "./promtool";

/** The apps of examples/, each written into a copy of the checkout. */
const copy = checkout();
run(`cp -r ${join(ROOT, "examples")} .; rm -rf examples/*/dist`, copy.folder);
afterAll(() => copy.remove());

/** example => its files; the checker's suppressed findings are in its own report. */
const EXAMPLES: readonly (readonly [name: string, files: readonly string[]])[] =
  [
    [
      "kube-prometheus-stack",
      [
        "/00-mesh.k8s.yaml",
        "/01-dashboards.k8s.yaml",
        "/addons.k8s.yaml",
        "/cart.k8s.yaml",
        "/sessions.k8s.yaml",
        "/web-app.k8s.yaml",
      ],
    ],
    [
      "kubectl",
      [
        "/2-istio/istio.k8s.yaml",
        "/3-addons/addons.k8s.yaml",
        "/4-services/00-mesh.k8s.yaml",
        "/4-services/01-dashboards.k8s.yaml",
        "/4-services/cart.k8s.yaml",
        "/4-services/sessions.k8s.yaml",
        "/4-services/web-app.k8s.yaml",
      ],
    ],
    [
      "flux",
      [
        "/1-crds/addons.k8s.yaml",
        "/1-crds/istio.k8s.yaml",
        "/2-istio/istio.k8s.yaml",
        "/3-addons/addons.k8s.yaml",
        "/4-services/00-mesh.k8s.yaml",
        "/4-services/01-dashboards.k8s.yaml",
        "/4-services/cart.k8s.yaml",
        "/4-services/sessions.k8s.yaml",
        "/4-services/web-app.k8s.yaml",
        "/flux/shop.k8s.yaml",
      ],
    ],
  ];

describe.each(EXAMPLES)("%s", (name, files) => {
  const folder = join(copy.folder, "examples", name);

  test("synthesizes without a word of warning", () => {
    const { code, err } = run("node --import tsx main.ts", folder);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(Object.keys(bytes(join(folder, "dist"))).sort()).toEqual(files);
  });

  test("passes every check; what is suppressed has a reason", () => {
    const { code, out } = run("node ../../bin/sidelight.js check dist", folder);
    expect(code).toBe(0);
    expect(out).toMatch(/^nothing wrong in \d+ objects/m);
  });

  testWithPromtool("promtool takes its rules", () => {
    const rules = objectsIn(folder).flatMap(rulesOf);
    expect(rules.length).toBeGreaterThan(3);
    rules.forEach((text, index) => {
      const file = `${index}.yaml`;
      expect(promtool(["check", "rules", file], { [file]: text })).toBe("");
    });
  });
});

function objectsIn(folder: string): readonly Manifest[] {
  return Object.values(bytes(join(folder, "dist"))).flatMap(documents);
}

/** Rules of a PrometheusRule, and of a ConfigMap that is mounted. */
function rulesOf({ kind, spec, data = {} }: Manifest): readonly string[] {
  if (kind === "PrometheusRule") return [toYaml(spec)];
  return Object.entries(data as Record<string, string>).flatMap(
    ([file, text]) => (file.endsWith(".rules.yaml") ? [text] : []),
  );
}
