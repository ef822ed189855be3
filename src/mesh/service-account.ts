import type { Named } from "./reference";
import { named, nameOf } from "./reference";
import { dnsSubdomain, labelKey } from "./scalars";
import type { Check } from "./shape";
import { isObject, mapOf, optional, shape, text } from "./shape";

export interface ServiceAccountProps {
  /** For a cloud's workload identity, say. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** @default - the service's name */
  readonly name?: string;
}

export interface ServiceAccount {
  readonly name: string;
  /** Made elsewhere, and only referred to. */
  readonly existing: boolean;
  readonly annotations: Readonly<Record<string, string>>;
}

const own = shape<ServiceAccountProps>({
  annotations: optional(mapOf(text, labelKey)),
  name: optional(dnsSubdomain),
});

export const serviceAccountCheck: Check = (value, at) =>
  (isOwn(value) ? own : named(dnsSubdomain))(value, at);

export function describeServiceAccount(
  given: Named | ServiceAccountProps | undefined,
  service: string,
): ServiceAccount {
  if (given !== undefined && !isOwn(given))
    return { name: nameOf(given as Named), existing: true, annotations: {} };
  const props = (given ?? {}) as ServiceAccountProps;
  return {
    name: props.name ?? service,
    existing: false,
    annotations: props.annotations ?? {},
  };
}

/** Plain settings; a text or a construct (which has a node) names an account that exists. */
function isOwn(value: unknown): boolean {
  return isObject(value) && !("node" in value);
}
