import { labelsOf } from "../manifests/fields";
import type { Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { workloadsBehind } from "../manifests/selected";
import { namespaceOf, specOf } from "../manifests/metadata";
import { isHttp, protocolOf } from "../manifests/protocols";
import type { Workload } from "../manifests/workloads";
import { annotationOf, placeOf } from "./annotations";
import type { FoundPort, FoundService, FoundWorkload } from "./found";
import type { Mention } from "./mentions";
import { readObjective } from "./objective-text";
import { portsOf, type SaidProtocol } from "./protocol";
import { names, type AdoptSettings } from "./settings";

/** Services that select pods, with their ports and what stands behind them. */
export function findServices(
  index: Index,
  settings: AdoptSettings,
  workloads: ReadonlyMap<Workload, FoundWorkload>,
  mentions: readonly Mention[],
): readonly FoundService[] {
  const mentioned = new Map<string, Mention[]>();
  for (const mention of mentions) {
    const key = `${mention.namespace}/${mention.service}`;
    const others = mentioned.get(key);
    if (others) others.push(mention);
    else mentioned.set(key, [mention]);
  }
  return index
    .kind("/Service")
    .filter(
      (manifest) =>
        Object.keys(labelsOf(specOf(manifest)["selector"])).length > 0,
    )
    .map((manifest) => {
      const namespace = namespaceOf(manifest);
      const { name } = manifest.identity;
      const pods = workloadsBehind(index, manifest);
      const ports = portsOf(
        manifest,
        pods,
        mentioned.get(`${namespace}/${name}`) ?? [],
        saidProtocol(manifest, settings),
      );
      const slo = ports.some(seenByRequest)
        ? objectiveOf(manifest, settings)
        : undefined;
      return {
        manifest,
        namespace,
        name,
        ports,
        workloads: pods.flatMap((workload) => workloads.get(workload) ?? []),
        headless: specOf(manifest)["clusterIP"] === "None",
        ...(slo && { slo }),
      };
    });
}

/** Whether Istio counts requests on it; one that is not known may be such. */
function seenByRequest({ protocol, transport }: FoundPort): boolean {
  return transport === "TCP" && (protocol === undefined || isHttp(protocol));
}

/** An annotation says more than an option, which is meant for all. */
function objectiveOf(manifest: Manifest, { slo, exclude = [] }: AdoptSettings) {
  const said = annotationOf(manifest, "slo");
  if (names(exclude, namespaceOf(manifest), manifest.identity.name))
    return undefined;
  return said === undefined
    ? slo
    : readObjective(said, placeOf(manifest, "slo", []));
}

function saidProtocol(
  manifest: Manifest,
  { protocols = {} }: AdoptSettings,
): SaidProtocol {
  const { name: service } = manifest.identity;
  const within = `${namespaceOf(manifest)}/${service}`;
  return (port, name) => {
    for (const one of [`${port}`, name]) {
      const option =
        protocols[`${within}:${one}`] ?? protocols[`${service}:${one}`];
      if (option) return { protocol: option, because: "--protocol" };
      const annotation = `protocol.${one}`;
      const protocol = protocolOf(annotationOf(manifest, annotation) ?? "");
      if (protocol)
        return { protocol, because: `annotation sidelight.dev/${annotation}` };
    }
    return undefined;
  };
}
