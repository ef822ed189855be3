import type { Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { annotationsOfObject, namespaceOf } from "../manifests/metadata";
import { protocolOf } from "../manifests/protocols";
import { workloadsOf } from "../manifests/workloads";
import { PROTOCOLS } from "../mesh/port";
import { nearest } from "../problems/nearest";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { dnsLabel } from "../mesh/scalars";
import { readObjective } from "./objective-text";

/** What comes before every annotation of ours. */
const PREFIX = "sidelight.dev/";
export const SLO = `${PREFIX}slo`;
export const MESH = `${PREFIX}mesh`;

/** On a Service: `protocol.<port or its name>` and `slo`; on a workload the others. */
const OF_SERVICE = ["slo", "ignore"];
const OF_WORKLOAD = ["mesh", "version", "canary", "ignore"];

/** What is wrong with sidelight's annotations; a value that is wrong counts as not said. */
export function annotationProblems(index: Index): readonly Problem[] {
  const problems: Problem[] = [];
  for (const manifest of index.kind("/Service"))
    for (const [name, value] of said(manifest)) {
      const at = placeOf(manifest, name, problems);
      if (name.startsWith("protocol.")) protocol(value, at);
      else if (name === "slo") readObjective(value, at);
      else known(name, [...OF_SERVICE, "protocol.<port>"], at);
    }
  for (const { manifest } of workloadsOf(index))
    for (const [name, value] of said(manifest)) {
      const at = placeOf(manifest, name, problems);
      if (name === "mesh" || name === "canary") flag(value, at);
      else if (name === "version") dnsLabel(value, at);
      else known(name, OF_WORKLOAD, at);
    }
  return problems;
}

function said(manifest: Manifest): readonly (readonly [string, string])[] {
  return Object.entries(annotationsOfObject(manifest))
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]) => [name.slice(PREFIX.length), value]);
}

export function placeOf(
  manifest: Manifest,
  name: string,
  problems: Problem[],
): Place {
  const { kind } = manifest.identity;
  const { line } = manifest.at(["metadata", "annotations", `${PREFIX}${name}`]);
  return new Place(
    `${manifest.file}:${line}, ${kind} ${namespaceOf(manifest)}/${manifest.identity.name}, ${PREFIX}${name}`,
    problems,
  );
}

/** An annotation's value; undefined where it is not there. */
export function annotationOf(
  manifest: Manifest,
  name: string,
): string | undefined {
  return annotationsOfObject(manifest)[`${PREFIX}${name}`];
}

/** `true`, `false`, or undefined where neither is written. */
export function flagOf(manifest: Manifest, name: string): boolean | undefined {
  const value = annotationOf(manifest, name);
  return value === "true" ? true : value === "false" ? false : undefined;
}

function flag(value: string, at: Place): void {
  if (value !== "true" && value !== "false")
    at.wrong(value, "true or false", 'write "true" or "false"');
}

export function protocol(value: string, at: Place): void {
  if (protocolOf(value) !== undefined) return;
  const meant = nearest(value, PROTOCOLS);
  at.wrong(
    value,
    `a protocol that Istio knows: ${PROTOCOLS.join(", ")}`,
    `write ${meant ?? "http, grpc or tcp"}`,
  );
}

function known(name: string, names: readonly string[], at: Place): void {
  if (names.includes(name)) return;
  const meant = nearest(name, names);
  at.error(
    `got an annotation that does not exist here, expected ${meant === undefined ? `one of ${names.map((one) => PREFIX + one).join(", ")}` : PREFIX + meant}`,
    meant === undefined ? "leave it out" : `write ${PREFIX}${meant}`,
  );
}
