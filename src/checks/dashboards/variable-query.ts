/** A query for the values of a variable. */
export interface VariableQuery {
  /** The PromQL in it; absent where it needs none. */
  readonly inner?: string;
  /** Where that begins. */
  readonly offset: number;
  /** Why Grafana's data source for Prometheus does not understand it. */
  readonly problem?: string;
}

/**
 * Reads a query as Grafana's data source for Prometheus does: one of four
 * functions around it, or series by themselves.
 * https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
 *
 *     readVariableQuery("label_values(up, job)").inner => "up"
 */
export function readVariableQuery(query: string): VariableQuery {
  const [, start = "", name = "", args = ""] =
    /^(\s*([a-z_]+)\()([^]*)\)\s*$/.exec(query) ?? [];
  switch (name) {
    case "label_values": {
      const [, series, rest] = /^(?:([^]+),)?(\s*[^,]*?\s*)$/.exec(args) ?? [];
      if (
        !/^\s*(?:[a-zA-Z_$][\w]*|\$\{[^}]+\}|\[\[\w+\]\])\s*$/.test(rest ?? "")
      )
        return {
          offset: 0,
          problem: `the label ${JSON.stringify((rest ?? "").trim())}`,
        };
      return series === undefined
        ? { offset: 0 }
        : { inner: series, offset: start.length };
    }
    case "label_names":
      return args.trim() === ""
        ? { offset: 0 }
        : { inner: args, offset: start.length };
    case "metrics":
      return { offset: 0 };
    case "query_result":
      return { inner: args, offset: start.length };
    default:
      return { inner: query, offset: 0 };
  }
}
