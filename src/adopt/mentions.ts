import type { Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { specOf } from "../manifests/metadata";
import type { Workload } from "../manifests/workloads";
import { hostsIn, type NamedHost } from "./hosts-in-text";
import { textsOfWorkload, type GivenText } from "./texts";

/** A place where a workload is told of a Service. */
export interface Mention {
  readonly workload: Workload;
  readonly namespace: string;
  readonly service: string;
  readonly scheme?: string;
  readonly port?: number;
  readonly where: string;
}

/** An address that none of the manifests answers to. */
export interface UnknownHost {
  readonly workload: Workload;
  readonly address: string;
  readonly where: string;
}

/** A variable that holds an address, by its name: `CART_HOST`, `BROKERS`. */
const ADDRESS =
  /(^|[_.-])(HOSTS?|HOSTNAME|ADDR|ADDRS|ADDRESS|ADDRESSES|URLS?|URI|URIS|ENDPOINTS?|SERVERS?|UPSTREAM|BACKEND|BROKERS?|NODES)$/i;

export function mentionsOf(
  index: Index,
  workloads: readonly Workload[],
): {
  readonly mentions: readonly Mention[];
  readonly unknown: readonly UnknownHost[];
} {
  const mentions: Mention[] = [];
  const unknown: UnknownHost[] = [];
  for (const workload of workloads) {
    const texts = textsOfWorkload(index, workload);
    for (const given of texts)
      for (const named of hostsIn(given.text)) {
        const service = find(index, workload.namespace, named.host);
        const port = named.port ?? portBeside(given, texts);
        if (service && isAddress(named, given))
          mentions.push({
            workload,
            namespace: service.identity.namespace ?? "",
            service: service.identity.name,
            where: given.where,
            ...(named.scheme !== undefined && { scheme: named.scheme }),
            ...(port !== undefined && { port }),
          });
        else if (!service && looksLocal(named, given))
          unknown.push({
            workload,
            address: `${named.host}:${named.port ?? ""}`,
            where: given.where,
          });
      }
  }
  return { mentions, unknown };
}

/** The Service of a host name, as pods of a namespace resolve it. */
function find(
  index: Index,
  namespace: string,
  host: string,
): Manifest | undefined {
  const [name = "", within, svc] = host.split(".");
  const direct =
    within === undefined
      ? index.find("/Service", namespace, name)
      : svc === undefined || svc === "svc"
        ? index.find("/Service", within, name)
        : undefined;
  if (direct || within === undefined) return direct;
  // A pod of a StatefulSet: db-0.db, db-0.db.shop.svc.cluster.local.
  const behind = find(index, namespace, host.slice(name.length + 1));
  return behind && specOf(behind)["clusterIP"] === "None" ? behind : undefined;
}

/** A name alone may mean anything; with a port, a scheme or a namespace it is an address. */
function isAddress(named: NamedHost, { variable = "" }: GivenText): boolean {
  return (
    named.port !== undefined ||
    named.scheme !== undefined ||
    named.host.includes(".") ||
    (named.alone && ADDRESS.test(variable))
  );
}

/** `CART_HOST=cart` beside `CART_PORT=7070`. */
function portBeside(
  { variable = "" }: GivenText,
  texts: readonly GivenText[],
): number | undefined {
  const name = variable.replace(ADDRESS, "$1PORT");
  const beside =
    name === variable
      ? undefined
      : texts.find((other) => other.variable === name)?.text;
  return beside !== undefined && /^\d{1,5}$/.test(beside)
    ? Number(beside)
    : undefined;
}

function looksLocal(
  { host, port, alone }: NamedHost,
  { variable = "" }: GivenText,
): boolean {
  return (
    alone &&
    port !== undefined &&
    host !== "localhost" &&
    ADDRESS.test(variable) &&
    (!host.includes(".") || /\.svc(\.|$)/.test(host))
  );
}
