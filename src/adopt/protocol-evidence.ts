import {
  down,
  fieldsOf,
  listOf,
  numberOf,
  textOf,
  textsOf,
} from "../manifests/fields";
import { protocolOfPort, type Protocol } from "../manifests/protocols";
import { HTTP_WORDS, imageName, KNOWN_SERVERS } from "./known-servers";
import type { Mention } from "./mentions";
import type { Target } from "./target-port";

/** Something that speaks for a protocol, and what it is. */
export interface Claim {
  readonly protocol: Protocol;
  readonly application?: string;
  readonly because: string;
}

/** What the pods and their callers say themselves. */
export function toldBy(
  port: number,
  targets: readonly Target[],
  mentions: readonly Mention[],
): readonly Claim[] {
  return [
    ...targets.flatMap((target) => [
      ...byContainerPort(target),
      ...byProbes(target),
      ...byVariables(target),
    ]),
    ...mentions.flatMap((mention) => byCaller(port, mention)),
  ];
}

/** What is known of servers everywhere: by image, by a port's name, by its number. */
export function knownOf(
  name: string,
  port: number,
  targets: readonly Target[],
): readonly Claim[] {
  const numbers = [...new Set([...targets.map(({ number }) => number), port])];
  const byImage = targets.flatMap(({ container, number }) => {
    const image = imageName(textOf(container?.["image"]));
    return KNOWN_SERVERS.filter(
      ({ images, ports }) => images.includes(image) && ports.includes(number),
    ).map((server) =>
      claim(server, `the image ${image} on its own port ${number}`),
    );
  });
  const names = [name, ...targets.map((target) => target.name)];
  const byName = names.flatMap((one) =>
    KNOWN_SERVERS.filter(({ words }) =>
      one.split("-").some((word) => words.includes(word)),
    ).map((server) => claim(server, `a port named ${one}`)),
  );
  const byNumber = numbers.flatMap((number) =>
    KNOWN_SERVERS.filter(
      ({ ports, protocol }) => protocol === "tcp" && ports.includes(number),
    ).map((server) =>
      claim(server, `port ${number}, ${server.application}'s everywhere`),
    ),
  );
  return [...byImage, ...byName, ...byNumber];
}

/** A port's name that speaks for HTTP, if one does. */
export function httpName(
  name: string,
  targets: readonly Target[],
): string | undefined {
  return [name, ...targets.map((target) => target.name)].find((one) =>
    one.split("-").some((word) => HTTP_WORDS.includes(word)),
  );
}

function claim(
  { protocol, application }: { protocol: Protocol; application: string },
  because: string,
): Claim {
  return { protocol, application, because };
}

function byContainerPort({ name, number }: Target): readonly Claim[] {
  const protocol = protocolOfPort({
    number: 0,
    name,
    transport: "TCP",
    appProtocol: undefined,
  });
  return protocol && protocol !== "udp"
    ? [
        {
          ...passing(protocol),
          because: `container port ${number}, named ${name}`,
        },
      ]
    : [];
}

/** The filters that Istio has for these can cut off what they do not know. */
function passing(protocol: Protocol): Omit<Claim, "because"> {
  return ["mongo", "mysql", "redis"].includes(protocol)
    ? { protocol: "tcp", application: protocol }
    : { protocol };
}

const PROBES = ["readinessProbe", "livenessProbe", "startupProbe"] as const;

function byProbes({ container, number, name }: Target): readonly Claim[] {
  const isIts = (port: unknown) =>
    numberOf(port) === number || (name !== "" && port === name);
  return PROBES.flatMap((probe): readonly Claim[] => {
    const { grpc, httpGet, exec } = fieldsOf(container?.[probe]);
    if (isIts(fieldsOf(grpc)["port"]))
      return [{ protocol: "grpc", because: `${probe} grpc on port ${number}` }];
    const { port, scheme } = fieldsOf(httpGet);
    if (isIts(port))
      return [
        {
          protocol: textOf(scheme) === "HTTPS" ? "https" : "http",
          because: `${probe} httpGet on port ${number}`,
        },
      ];
    const command = textsOf(fieldsOf(exec)["command"]).join(" ");
    return /grpc[-_]health[-_]probe/.test(command) &&
      new RegExp(`:${number}\\b`).test(command)
      ? [
          {
            protocol: "grpc",
            because: `${probe} grpc_health_probe on port ${number}`,
          },
        ]
      : [];
  });
}

/** `GRPC_PORT=8080`, `HTTP_ADDR=:8080`. */
function byVariables({ container, number }: Target): readonly Claim[] {
  return listOf(container?.["env"]).flatMap((entry): readonly Claim[] => {
    const name = textOf(down(entry, "name"));
    const [, value] =
      /^(?:.*:)?(\d+)$/.exec(textOf(down(entry, "value"))) ?? [];
    const [, word = ""] =
      /(?:^|_)(GRPC|HTTP|HTTPS|PROM|PROMETHEUS|METRICS)_(?:SERVER_)?(?:PORT|ADDR|ADDRESS|LISTEN|BIND)$/i.exec(
        name,
      ) ?? [];
    if (word === "" || Number(value) !== number) return [];
    const small = word.toLowerCase();
    const protocol = small === "grpc" || small === "https" ? small : "http";
    return [{ protocol, because: `env ${name} is ${number}` }];
  });
}

const SCHEMES: Readonly<Record<string, { port: number; protocol: Protocol }>> =
  {
    http: { port: 80, protocol: "http" },
    https: { port: 443, protocol: "https" },
    ws: { port: 80, protocol: "http" },
    wss: { port: 443, protocol: "https" },
    grpc: { port: 0, protocol: "grpc" },
  };

/** A caller's URL says what it will speak. */
function byCaller(
  port: number,
  { scheme = "", port: called, where, workload }: Mention,
): readonly Claim[] {
  const because = `${workload.manifest.identity.name} calls ${scheme}://…:${port} (${where})`;
  const web = SCHEMES[scheme];
  if (web)
    return (called ?? web.port) === port
      ? [{ protocol: web.protocol, because }]
      : [];
  return KNOWN_SERVERS.filter(
    ({ words, ports }) =>
      words.includes(scheme) && (called ?? ports[0]) === port,
  ).map((server) => claim(server, because));
}
