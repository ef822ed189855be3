import type { Dashboard, Datasource, Target, Variable } from "./dashboard";

/** What a data source is, as far as the dashboard says it. */
export type SourceKind =
  "prometheus" | "loki" | "mixed" | "grafana" | "other" | "unknown";

/**
 * The kind of a data source: by its plugin, or by the variable or input that
 * stands for it. Without any it is Grafana's default, which nobody can know.
 */
export function sourceKind(
  datasource: Datasource | undefined,
  { variables, inputs }: Pick<Dashboard, "variables" | "inputs">,
): SourceKind {
  if (!datasource) return "unknown";
  const { type, uid } = datasource;
  if (uid === "-- Mixed --") return "mixed";
  if (/^(-- (Grafana|Dashboard) --|grafana|__expr__)$/.test(uid))
    return "grafana";
  if (type !== "") return kindOfPlugin(type);
  const name = variableIn(uid);
  const meant = variables.find((one) => one.name === name);
  const plugin =
    meant?.type === "datasource" ? meant.query : inputs.get(name ?? "");
  if (plugin !== undefined) return kindOfPlugin(plugin);
  return /prometheus/i.test(uid)
    ? "prometheus"
    : /loki/i.test(uid)
      ? "loki"
      : "unknown";
}

function kindOfPlugin(plugin: string): SourceKind {
  if (/prometheus/.test(plugin)) return "prometheus";
  return plugin === "loki" ? "loki" : plugin === "" ? "unknown" : "other";
}

/** The name in `$name`, `${name}` and `[[name]]`, where a text is nothing else. */
export function variableIn(text: string): string | undefined {
  const [, plain, braces, brackets] =
    /^(?:\$(\w+)|\$\{(\w+)(?::\w+)?\}|\[\[(\w+)(?::\w+)?\]\])$/.exec(text) ??
    [];
  return plain ?? braces ?? brackets;
}

/** Whether a target asks Prometheus: it has a query, and nothing says otherwise. */
export function asksPrometheus(target: Target, dashboard: Dashboard): boolean {
  if (target.expr === "") return false;
  const kind = sourceKind(target.datasource, dashboard);
  return (
    kind === "prometheus" ||
    ((kind === "unknown" || kind === "mixed") && !isLogQl(target.expr))
  );
}

/** Whether a variable asks Prometheus for its values. */
export function queriesPrometheus(
  variable: Variable,
  dashboard: Dashboard,
): boolean {
  if (variable.type !== "query" || variable.query === "") return false;
  const kind = sourceKind(variable.datasource, dashboard);
  return (
    kind === "prometheus" ||
    (kind === "unknown" &&
      /^(label_values|label_names|metrics|query_result)\(/.test(variable.query))
  );
}

/** What only Loki understands: a filter of lines, or a stage after a bar. */
function isLogQl(expr: string): boolean {
  return (
    /\|[=~]|!=\s*["`]|\}\s*(?:\||\[)/.test(
      expr.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""'),
    ) && /(^|[\s(,])\{/.test(expr)
  );
}
