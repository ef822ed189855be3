import type { Selector } from "../../promql/ast";
import type { Check } from "../check";
import { rulesYaml } from "./example";
import { recordings, type Recordings } from "./recordings";
import { reportAt } from "./report-at";
import type { WrittenRule } from "./rules";
import { slipOf } from "./slip";

export const dependency: Check = {
  id: "rule/dependency",
  severity: "warning",
  demands:
    "A recording that a rule reads is recorded, and before it in its group.",
  why: "What nobody records has no result, and what is recorded after its reader is one interval old, since the rules of a group run one after the other. Rules that were not read may record other names, so only one that is much like a recorded name is held to be missing.",
  bad: rulesYaml([
    { record: "shop:errors:rate5m", expr: "sum(rate(errors_total[5m]))" },
    { alert: "Errors", expr: "shop:errors:rate1h > 1", for: "5m" },
  ]),
  says: "alert Errors: got shop:errors:rate1h, which no rule records beside shop:errors:rate5m",
  good: rulesYaml([
    { record: "shop:errors:rate5m", expr: "sum(rate(errors_total[5m]))" },
    { alert: "Errors", expr: "shop:errors:rate5m > 1", for: "5m" },
  ]),
  run(index, report) {
    const recorded = recordings(index);
    const families = familiesOf(recorded);
    const missing = new Map<string, Said | undefined>();
    return (query) => {
      if (!query.expr) return;
      const seen = new Set<string>();
      const ranges = new Set<Selector>();
      for (const node of query.nodes().toReversed()) {
        if (node.kind === "range") ranges.add(node.selector);
        if (node.kind !== "selector" || node.metric === undefined) continue;
        const { metric: name } = node;
        if (!name.includes(":") || seen.has(name)) continue;
        seen.add(name);
        if (!missing.has(name))
          missing.set(name, missed(name, recorded, families));
        const said =
          missing.get(name) ??
          (query.kind !== "record" || ranges.has(node)
            ? undefined
            : late(query, node, recorded));
        if (said)
          reportAt(
            report,
            query,
            query.spanOf(node),
            `got ${name}, ${said.why}`,
            said.fix,
          );
      }
    };
  },
};

interface Said {
  readonly why: string;
  readonly fix: string;
}

/** Recordings that differ in their windows only: `shop:errors:rate5m` and `…rate1h`. */
function familiesOf(recorded: Recordings): ReadonlyMap<string, string> {
  return new Map([...recorded.keys()].map((name) => [familyOf(name), name]));
}

function familyOf(name: string): string {
  return name.replace(/\d+(ms|[smhdwy])(?![a-z0-9])/g, "5m");
}

function missed(
  name: string,
  recorded: Recordings,
  families: ReadonlyMap<string, string>,
): Said | undefined {
  if (recorded.has(name)) return undefined;
  const meant = slipOf(name, recorded.keys());
  if (meant !== undefined)
    return { why: "which no rule records", fix: `write ${meant}` };
  const other = families.get(familyOf(name));
  return other === undefined
    ? undefined
    : {
        why: `which no rule records beside ${other}`,
        fix: "record it, or read that one",
      };
}

/** What a recording reads that its own group records only after it; alerts wait longer than that anyway. */
function late(
  rule: WrittenRule,
  { metric = "", offset }: Selector,
  recorded: Recordings,
): Said | undefined {
  const all = recorded.get(metric) ?? [];
  const isLater = (one: WrittenRule): boolean =>
    one.manifest === rule.manifest &&
    one.groupPath.join() === rule.groupPath.join() &&
    numberOf(one) > numberOf(rule);
  return offset === undefined && all.length > 0 && all.every(isLater)
    ? {
        why: "which its group records after it, so that it is one interval old",
        fix: `move ${metric} before it`,
      }
    : undefined;
}

function numberOf({ path }: WrittenRule): number {
  return Number(path.at(-1));
}
