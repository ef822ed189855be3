import { fieldsOf, isSet, listOf, numberOf, textOf } from "./fields";
import type { Manifest, Path } from "./manifest";
import { specOf } from "./metadata";

/** Where a VirtualService sends traffic to, and where it says so. */
export interface Destination {
  readonly path: Path;
  readonly protocol: "tcp" | "tls" | "http";
  readonly host: string;
  readonly subset: string;
  readonly port: number | undefined;
  readonly isMirror: boolean;
}

/** All destinations of a VirtualService: its routes', then its mirrors'. */
export function destinationsOf(manifest: Manifest): readonly Destination[] {
  const spec = specOf(manifest);
  const routes = (["tcp", "tls", "http"] as const).flatMap((protocol) =>
    listOf(spec[protocol]).flatMap((rule, i) =>
      listOf(fieldsOf(rule)["route"]).map((route, j) =>
        read(
          fieldsOf(route)["destination"],
          ["spec", protocol, i, "route", j, "destination"],
          protocol,
          false,
        ),
      ),
    ),
  );
  return [...routes, ...mirrorsOf(spec["http"])];
}

function mirrorsOf(http: unknown): readonly Destination[] {
  return listOf(http).flatMap((rule, i) => {
    const { mirror, mirrors } = fieldsOf(rule);
    const one = isSet(mirror)
      ? [read(mirror, ["spec", "http", i, "mirror"], "http", true)]
      : [];
    const more = listOf(mirrors).map((entry, j) =>
      read(
        fieldsOf(entry)["destination"],
        ["spec", "http", i, "mirrors", j, "destination"],
        "http",
        true,
      ),
    );
    return [...one, ...more];
  });
}

function read(
  value: unknown,
  path: Path,
  protocol: Destination["protocol"],
  isMirror: boolean,
): Destination {
  const { host, subset, port } = fieldsOf(value);
  return {
    path,
    protocol,
    host: textOf(host),
    subset: textOf(subset),
    port: isSet(port) ? (numberOf(fieldsOf(port)["number"]) ?? 0) : undefined,
    isMirror,
  };
}
