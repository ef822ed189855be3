import { isObject, type Json } from "./kinds-of-value";
import type { ProblemId } from "./scalar";
import { shown } from "./shown";

type SayAt = (
  path: readonly string[],
  id: ProblemId,
  message: string,
  fix?: string,
) => void;

/** Groups and kinds whose names may hold more than a host's name may. */
const FREE: ReadonlySet<string> = new Set([
  "rbac.authorization.k8s.io",
  "certificates.k8s.io",
  "IPAddress",
]);

const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SERVICE = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** Holds an object's own name against what the API server takes for one. */
export function checkName(object: Json, say: SayAt): void {
  const { apiVersion, kind, metadata } = object;
  const { name, generateName } = isObject(metadata) ? metadata : {};
  const path = ["metadata", "name"];
  if (name === undefined || name === null || name === "") {
    if (typeof generateName === "string" && generateName !== "") return;
    say(path, "required", "got no name, expected one", "give metadata.name");
    return;
  }
  if (typeof name !== "string") return;
  const group = String(apiVersion).split("/")[0] ?? "";
  if (FREE.has(group) || FREE.has(String(kind))) return;
  const core = apiVersion === "v1";
  const [pattern, longest, words] =
    core && kind === "Service"
      ? [SERVICE, 63, "lower case letters, digits and -, a letter first"]
      : core && kind === "Namespace"
        ? [LABEL, 63, "lower case letters, digits and -"]
        : [SUBDOMAIN, 253, "lower case letters, digits, - and ."];
  if (name.length > longest)
    say(
      path,
      "length",
      `got a name of ${name.length} characters, expected at most ${longest}`,
    );
  if (!pattern.test(name))
    say(path, "pattern", `got ${shown(name)}, expected a name of ${words}`);
}
