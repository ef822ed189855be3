import type { Manifest } from "../../manifests/manifest";

/** `Deployment shop/web`, as messages name an object among others. */
export function calledOf({ identity }: Manifest): string {
  const { kind, namespace, name } = identity;
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

/** `1,048,576`: a number as people read it. */
export function counted(number: number): string {
  return number.toLocaleString("en-US");
}

/** The first names of many, each once: `a, b, c and 4 more`. */
export function listed(all: readonly string[], most = 3): string {
  const names = [...new Set(all)];
  const rest = names.length - most;
  const first = names.slice(0, most).join(", ");
  return rest > 0 ? `${first} and ${String(rest)} more` : first;
}
