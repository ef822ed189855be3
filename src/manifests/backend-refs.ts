import { down, fieldsOf, isSet, listOf, numberOf, textOf } from "./fields";
import type { Manifest, Path } from "./manifest";
import { namespaceOf, specOf } from "./metadata";

/** Kinds of the Gateway API whose rules lead to backends. */
export const GATEWAY_ROUTES: readonly string[] = [
  "HTTPRoute",
  "GRPCRoute",
  "TLSRoute",
  "TCPRoute",
  "UDPRoute",
].map((kind) => `gateway.networking.k8s.io/${kind}`);

/** A backend that a rule of a route names: a Service mostly. */
export interface BackendRef {
  /** The way to the reference. */
  readonly path: Path;
  /** Which rule of the route names it. */
  readonly rule: number;
  /** False where it is of another kind than Service. */
  readonly isService: boolean;
  readonly namespace: string;
  readonly name: string;
  readonly port: number | undefined;
  /** Its part of the sum, 1 where none is written; of a mirror the percent that are copied. */
  readonly weight: number;
  readonly isMirror: boolean;
}

/** All backends of a route, the mirrors of its rules and of its backends too. */
export function backendRefsOf(manifest: Manifest): readonly BackendRef[] {
  return listOf(specOf(manifest)["rules"]).flatMap((_, rule) => {
    const at: Path = ["spec", "rules", rule];
    const refs = listOf(down(manifest.object, ...at, "backendRefs")).map(
      (_, index): Path => [...at, "backendRefs", index],
    );
    return [
      ...refs.map((path) => read(manifest, path, rule)),
      ...[at, ...refs].flatMap((path) => mirrorsAt(manifest, path, rule)),
    ];
  });
}

function mirrorsAt(
  manifest: Manifest,
  at: Path,
  rule: number,
): readonly BackendRef[] {
  return listOf(down(manifest.object, ...at, "filters")).flatMap(
    (filter, index) => {
      const mirror = fieldsOf(filter)["requestMirror"];
      const path: Path = [...at, "filters", index, "requestMirror"];
      return isSet(mirror)
        ? [
            {
              ...read(manifest, [...path, "backendRef"], rule),
              weight: mirroredPercent(mirror),
              isMirror: true,
            },
          ]
        : [];
    },
  );
}

/** Left out, it is all of the requests. */
export function mirroredPercent(mirror: unknown): number {
  const { percent, fraction } = fieldsOf(mirror);
  if (isSet(percent)) return numberOf(percent) ?? 0;
  if (!isSet(fraction)) return 100;
  const { numerator, denominator } = fieldsOf(fraction);
  return (
    ((numberOf(numerator) ?? 0) * 100) /
    Math.max(1, numberOf(denominator) ?? 100)
  );
}

function read(manifest: Manifest, path: Path, rule: number): BackendRef {
  const { group, kind, name, namespace, port, weight } = fieldsOf(
    down(manifest.object, ...path),
  );
  return {
    path,
    rule,
    isService:
      textOf(group) === "" && (textOf(kind) || "Service") === "Service",
    namespace: textOf(namespace) || namespaceOf(manifest),
    name: textOf(name),
    port: typeof port === "number" ? port : undefined,
    weight: isSet(weight) ? (numberOf(weight) ?? 0) : 1,
    isMirror: false,
  };
}

/** What a route is bound to: a Gateway, or a Service whose callers it routes. */
export interface ParentRef {
  readonly isService: boolean;
  readonly namespace: string;
  readonly name: string;
  /** The one port that is meant; undefined for all. */
  readonly port: number | undefined;
}

/** https://gateway-api.sigs.k8s.io/mesh/ for a Service as a parent. */
export function parentRefsOf(manifest: Manifest): readonly ParentRef[] {
  return listOf(specOf(manifest)["parentRefs"]).map((entry) => {
    const { kind, name, namespace, port } = fieldsOf(entry);
    return {
      isService: textOf(kind) === "Service",
      namespace: textOf(namespace) || namespaceOf(manifest),
      name: textOf(name),
      port: numberOf(port),
    };
  });
}
