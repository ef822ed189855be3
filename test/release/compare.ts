import { readText } from "../../src/manifests/text";
import { sections, subjectsText } from "../../src/release/gathered";
import type { Review } from "../../src/release/review";
import { review } from "../../src/release/review";

/** What is said of two texts of YAML. */
export function compared(before: string, after: string): Review {
  const [old, now] = [before, after].map(
    (text) => readText({ file: "a.yaml", text }).manifests,
  );
  return review(old ?? [], now ?? []);
}

/** The lines of the summary, as they are printed. */
export function saidOf(before: string, after: string): readonly string[] {
  return sections(compared(before, after)).flatMap(({ title, lines }) =>
    lines.map((line) => `${title}: ${subjectsText(line)}: ${line.text}`),
  );
}

/** One object of namespace shop; `spec` is JSON or YAML in flow style. */
export function object(apiKind: string, name: string, body: string): string {
  const [, apiVersion, kind] = /^(.*)\/([^/]+)$/.exec(apiKind) ?? [];
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\n${body}\n---\n`;
}

/** A route of the Gateway API, bound to the Service web. */
export function gatewayRoute(
  rules: string,
  {
    kind = "HTTPRoute",
    name = "web",
    parent = "{kind: Service, group: '', name: web, port: 80}",
    rest = "",
  }: GatewayRoute = {},
): string {
  return object(
    `gateway.networking.k8s.io/v1/${kind}`,
    name,
    `spec: {parentRefs: [${parent}], rules: [${rules}]${rest}}`,
  );
}

export interface GatewayRoute {
  readonly kind?: string;
  readonly name?: string;
  readonly parent?: string;
  /** More of its spec. */
  readonly rest?: string;
}
