import { down, fieldsOf, isSet, listOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import { specOf } from "../../manifests/metadata";
import { BUILT_IN_PROVIDERS } from "../../platform/providers";
import type { Check } from "../check";
import { TELEMETRY } from "./kinds";

const both = (provider: string) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: istiod, namespace: istio-system }
spec:
  interval: 10m
  chart: { spec: { chart: istiod, version: 1.30.5, sourceRef: { kind: HelmRepository, name: istio } } }
  values:
    meshConfig:
      extensionProviders:
        - name: jaeger
          opentelemetry: { service: jaeger.observability.svc.cluster.local, port: 4317 }
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: default, namespace: shop }
spec: { tracing: [{ providers: [{ name: ${provider} }] }] }
`;

export const unknownProvider: Check = {
  id: "istio/unknown-provider",
  severity: "warning",
  demands: "A Telemetry names providers that the mesh defines.",
  why: "Istio leaves out a provider that it does not know, without a word: nothing is traced or logged.",
  bad: both("jager"),
  says: 'got the provider "jager", expected one that the mesh settings define: prometheus, stackdriver, envoy, jaeger',
  fix: "name one of them, or define it under extensionProviders of the mesh settings",
  good: both("jaeger"),
  run: (index, report) => {
    const known = definedIn(index);
    if (!known) return;
    for (const manifest of index.kind(TELEMETRY))
      for (const section of ["tracing", "metrics", "accessLogging"])
        listOf(specOf(manifest)[section]).forEach((entry, i) => {
          listOf(fieldsOf(entry)["providers"]).forEach((provider, p) => {
            const name = textOf(fieldsOf(provider)["name"]);
            if (name === "" || known.has(name)) return;
            report(
              manifest,
              ["spec", section, i, "providers", p, "name"],
              `got the provider ${JSON.stringify(name)}, expected one that the mesh settings define: ${[...known].join(", ")}`,
            );
          });
        });
  },
};

/**
 * Names of the providers in the mesh settings that were given, and in those of
 * an installation among the manifests. Absent where none says all of its
 * settings: values from elsewhere and profiles may define more.
 */
function definedIn(index: Index): ReadonlySet<string> | undefined {
  const settings = [
    index.mesh,
    ...index
      .kind("helm.toolkit.fluxcd.io/HelmRelease")
      .map(specOf)
      .filter((spec) => down(spec, "chart", "spec", "chart") === "istiod")
      .map((spec) =>
        "valuesFrom" in spec || isSomeProfile(spec["values"])
          ? undefined
          : down(spec, "values", "meshConfig"),
      ),
  ];
  if (settings.includes(undefined)) return undefined;
  const given = settings.filter((one) => "extensionProviders" in fieldsOf(one));
  if (given.length === 0) return undefined;
  return new Set([
    ...BUILT_IN_PROVIDERS,
    ...given
      .flatMap((one) => listOf(fieldsOf(one)["extensionProviders"]))
      .map((provider) => textOf(fieldsOf(provider)["name"])),
  ]);
}

function isSomeProfile(values: unknown): boolean {
  return (
    "profile" in fieldsOf(values) || isSet(down(values, "global", "profile"))
  );
}
