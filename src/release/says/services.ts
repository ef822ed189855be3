import {
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  textOf,
} from "../../manifests/fields";
import type { Manifest } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { selectorText } from "../../manifests/selector";
import { differences } from "../differences";
import type { Changes, Said } from "../said";
import { sayOf } from "../said";
import { few, instead, short } from "../words";

/** Services that come and go, and the ports under which they are called. */
export function services({ kind, canaries }: Changes): readonly Said[] {
  return [
    ...kind("/Service").flatMap((pair) => {
      if (pair.change === "added")
        return sayOf("services", pair.after, [
          `Service is new: ${few(portsOf(pair.after).map(portText)) || "no ports"}`,
        ]);
      if (pair.change === "removed")
        return sayOf("services", pair.before, [
          canaries().makes(pair.before)
            ? "Service leaves these files; Flagger makes it"
            : "Service is gone; nobody can call it any more",
        ]);
      return sayOf("ports", pair.after, [
        ...ports(pair.before, pair.after),
        ...selector(pair.before, pair.after),
      ]);
    }),
    ...dangerous(kind),
  ];
}

/** Kinds whose end is the end of what they hold. */
function dangerous(kind: Changes["kind"]): readonly Said[] {
  const ends: readonly (readonly [string, string])[] = [
    ["/Namespace", "Namespace is gone, with everything in it"],
    ["/PersistentVolumeClaim", "PersistentVolumeClaim is gone, with its data"],
    [
      "apiextensions.k8s.io/CustomResourceDefinition",
      "CustomResourceDefinition is gone, with all objects of its kind",
    ],
  ];
  return ends.flatMap(([groupKind, text]) =>
    kind(groupKind).flatMap((pair) =>
      pair.change === "removed" ? sayOf("services", pair.before, [text]) : [],
    ),
  );
}

interface Port {
  readonly name: string;
  readonly port: string;
  readonly target: string;
  readonly protocol: string;
}

function portsOf(manifest: Manifest): readonly Port[] {
  return listOf(specOf(manifest)["ports"]).map((entry) => {
    const { name, port, targetPort, protocol, appProtocol } = fieldsOf(entry);
    return {
      name: textOf(name),
      port: short(port),
      target: short(targetPort ?? port),
      protocol: textOf(appProtocol) || textOf(protocol),
    };
  });
}

function portText({ name, port }: Port): string {
  return name === "" ? `port ${port}` : `port ${port} (${name})`;
}

/** A port is known by its number: that is what clients call. */
function ports(before: Manifest, after: Manifest): readonly string[] {
  const olds = new Map(portsOf(before).map((port) => [port.port, port]));
  const news = new Map(portsOf(after).map((port) => [port.port, port]));
  return [
    ...[...news.values()].flatMap((now) => {
      const old = olds.get(now.port);
      if (!old) return [`${portText(now)} is new`];
      return [
        ...instead(`name of port ${now.port}`, old.name, now.name),
        ...instead(`target of port ${now.port}`, old.target, now.target),
        ...instead(`protocol of port ${now.port}`, old.protocol, now.protocol),
      ];
    }),
    ...[...olds.values()]
      .filter(({ port }) => !news.has(port))
      .map((old) => `${portText(old)} is gone`),
  ];
}

function selector(before: Manifest, after: Manifest): readonly string[] {
  const [was, is] = [before, after].map((one) => specOf(one));
  const text = (value: unknown) => selectorText(labelsOf(value));
  return [
    ...instead("selector", text(was?.["selector"]), text(is?.["selector"])),
    ...instead(
      "type",
      textOf(was?.["type"]) || "ClusterIP",
      textOf(is?.["type"]) || "ClusterIP",
    ),
  ];
}

const ENTRANCES = [
  ["networking.istio.io/Gateway", "servers"],
  ["gateway.networking.k8s.io/Gateway", "listeners"],
  ["networking.istio.io/ServiceEntry", "hosts"],
  ["networking.k8s.io/Ingress", "rules"],
] as const;

/** What lets traffic in and out. */
export function entrances({ kind }: Changes): readonly Said[] {
  return ENTRANCES.flatMap(([groupKind, field]) =>
    kind(groupKind).flatMap((pair) => {
      if (pair.change === "added")
        return sayOf("ports", pair.after, [
          `${pair.after.identity.kind} is new: ${few(hostsIn(pair.after, field)) || "for no host"}`,
        ]);
      if (pair.change === "removed")
        return sayOf("ports", pair.before, [
          `${pair.before.identity.kind} is gone: ${few(hostsIn(pair.before, field)) || "for no host"}`,
        ]);
      const fields = differences(specOf(pair.before), specOf(pair.after));
      return sayOf(
        "ports",
        pair.after,
        fields.length > 0
          ? [
              `${pair.after.identity.kind} differs: ${few(
                fields.map(({ path, before, after }) =>
                  isSet(before) && isSet(after)
                    ? `${path} ${short(after, 40)} instead of ${short(before, 40)}`
                    : `${path} ${isSet(after) ? `new: ${short(after, 40)}` : `gone: ${short(before, 40)}`}`,
                ),
                2,
              )}`,
            ]
          : [],
      );
    }),
  );
}

function hostsIn(manifest: Manifest, field: string): readonly string[] {
  return [
    ...new Set(
      listOf(specOf(manifest)[field]).flatMap((entry) => {
        if (typeof entry === "string") return [entry];
        const { host, hosts, hostname } = fieldsOf(entry);
        return [
          ...(isSet(host) ? [short(host)] : []),
          ...(isSet(hostname) ? [short(hostname)] : []),
          ...listOf(hosts).map((one) => short(one)),
        ];
      }),
    ),
  ];
}
