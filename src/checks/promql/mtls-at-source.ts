import type { Matcher, Selector } from "../../promql/ast";
import { matchesWhole } from "../../promql/regex";
import type { Check } from "../check";
import { alertYaml } from "./example";
import { reportAt } from "./report-at";

export const mtlsAtSource: Check = {
  id: "istio/mtls-at-source",
  severity: "warning",
  demands: "Whether requests came with mTLS is asked at the destination.",
  why: "The client's proxy always reports connection_security_policy as unknown. Asked of both, a mesh that is encrypted to the last request looks half open; asked of the client alone, nobody knows.",
  bad: alertYaml(
    'sum(rate(istio_requests_total{connection_security_policy!="mutual_tls"}[5m])) > 0',
  ),
  says: 'alert Down: got connection_security_policy!="mutual_tls" also at the source, where it is always unknown',
  good: alertYaml(
    'sum(rate(istio_requests_total{reporter="destination",connection_security_policy!="mutual_tls"}[5m])) > 0',
  ),
  run: (_, report) => (query) => {
    for (const node of query.nodes()) {
      if (node.kind !== "selector" || !/^istio_/.test(node.metric ?? ""))
        continue;
      const policy = misread(node);
      if (!policy) continue;
      const { label, op, value } = policy;
      reportAt(
        report,
        query,
        query.spanOf(policy),
        `got ${label}${op}"${value}" also at the source, where it is always unknown`,
        'add reporter="destination"',
      );
    }
  },
};

/** A question about the policy that the source's series answer, though they do not know. */
function misread({ matchers }: Selector): Matcher | undefined {
  const asked = matchers.filter(
    ({ label }) => label === "connection_security_policy",
  );
  const atSource = matchers
    .filter(({ label }) => label === "reporter")
    .every((matcher) => accepts(matcher, "source"));
  const isAnswered = asked.every((matcher) => accepts(matcher, "unknown"));
  // Who asks for unknown by name knows what it means.
  const isMeant = asked.some(
    ({ op, value }) => op === "=" || value === "unknown",
  );
  return atSource && isAnswered && !isMeant
    ? asked.find(({ op }) => op === "!=" || op === "!~")
    : undefined;
}

function accepts({ op, value }: Matcher, text: string): boolean {
  switch (op) {
    case "=":
      return value === text;
    case "!=":
      return value !== text;
    case "=~":
      return matchesWhole(value, text);
    case "!~":
      return !matchesWhole(value, text);
  }
}
