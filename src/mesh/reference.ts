import type { Check } from "./shape";
import { isObject } from "./shape";

/**
 * The name of an object, or anything that has one: a cdk8s-plus ServiceAccount,
 * Secret, ConfigMap, Namespace or Service serves as it is.
 */
export type Named = string | { readonly name: string };

export function nameOf(named: Named): string {
  return typeof named === "string" ? named : named.name;
}

/** The check of a name, for a reference. */
export function named(check: Check): Check {
  return (value, at) =>
    check(isObject(value) && "name" in value ? value["name"] : value, at);
}
