import { fieldsOf, listOf, numberOf, textOf } from "../manifests/fields";
import type { Manifest } from "../manifests/manifest";
import { specOf } from "../manifests/metadata";
import { protocolOfPort, type Protocol } from "../manifests/protocols";
import type { Workload } from "../manifests/workloads";
import type { FoundPort } from "./found";
import type { Mention } from "./mentions";
import { httpName, knownOf, toldBy } from "./protocol-evidence";
import { targetsOf, type Target } from "./target-port";

/** What the user says of a port, and where: `--protocol`, or the annotation. */
export type SaidProtocol = (
  port: number,
  name: string,
) => { readonly protocol: Protocol; readonly because: string } | undefined;

/**
 * The ports of a Service and what is spoken on each. What Istio reads already
 * stands as it is. A number such as 8080 says nothing: such a port is left to
 * Istio, which looks at the first bytes, because a wrong protocol cuts off what
 * a missing one does not.
 * https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export function portsOf(
  service: Manifest,
  behind: readonly Workload[],
  mentions: readonly Mention[],
  said: SaidProtocol,
): readonly FoundPort[] {
  return listOf(specOf(service)["ports"]).map((entry) => {
    const port = fieldsOf(entry);
    const number = numberOf(port["port"]) ?? 0;
    const name = textOf(port["name"]);
    const transport = textOf(port["protocol"]) || "TCP";
    const targets = targetsOf(port, behind);
    const [first] = targets;
    const found = {
      name,
      number,
      transport,
      ...(first && { target: first.number }),
    };
    const appProtocol = textOf(port["appProtocol"]) || undefined;
    const read = protocolOfPort({ number, name, transport, appProtocol });
    const told = said(number, name);
    if (told) return { ...found, ...told, declared: told.protocol === read };
    if (transport !== "TCP")
      return {
        ...found,
        ...(read && { protocol: read }),
        because: `${transport}, which Istio leaves alone`,
        declared: true,
      };
    if (read)
      return {
        ...found,
        protocol: read,
        because: byDeclaration(appProtocol, name, read),
        declared: true,
      };
    if (appProtocol !== undefined)
      return {
        ...found,
        because: `appProtocol ${appProtocol}, which Istio does not know: it looks at the first bytes`,
        declared: true,
      };
    return {
      ...found,
      ...infer(name, number, targets, mentions),
      declared: false,
    };
  });
}

function byDeclaration(
  appProtocol: string | undefined,
  name: string,
  read: Protocol,
): string {
  if (appProtocol !== undefined) return `appProtocol ${appProtocol}`;
  return name.toLowerCase().startsWith(read)
    ? `named ${name}`
    : "its number, which Istio takes for tcp: the server speaks first";
}

function infer(
  name: string,
  number: number,
  targets: readonly Target[],
  mentions: readonly Mention[],
): Pick<FoundPort, "because" | "protocol" | "application" | "guess"> {
  const told = toldBy(number, targets, mentions);
  const [first] = told;
  const other = told.find(({ protocol }) => protocol !== first?.protocol);
  if (first && other)
    return {
      because: `${first.because} says ${first.protocol}, ${other.because} says ${other.protocol}: Istio looks at the first bytes`,
    };
  const [known] = knownOf(name, number, targets);
  if (first ?? known) return { because: "", ...(first ?? known) };
  const named = httpName(name, targets);
  const guess =
    named === undefined
      ? HTTP_PORTS.find((one) => one === number || one === targets[0]?.number)
      : `named ${named}`;
  return guess === undefined
    ? { because: "nothing says what is spoken: Istio looks at the first bytes" }
    : {
        guess: "http",
        because: `a port ${guess} may mean HTTP: Istio looks at the first bytes`,
      };
}

/** HTTP's own numbers by IANA, which many use for other things. */
const HTTP_PORTS: readonly number[] = [80, 8080];
