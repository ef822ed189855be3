import { peer } from "../../mesh/peer";
import type { MixerExpr } from "./expression";

/** Which proxy evaluates it: the client's or the server's. */
export type End = "source" | "destination";

/** What a part of an expression comes to: known now, a CEL expression, or one that may be missing. */
type Part =
  | { readonly constant: string | number | boolean }
  | { readonly cel: string; readonly has?: string };

/**
 * A Mixer expression as CEL, as one of the two proxies evaluates it; a text
 * that names what it cannot say, as undefined's `lacks`.
 */
export function toCel(
  expr: MixerExpr,
  end: End,
): { readonly cel: string } | { readonly lacks: string } {
  try {
    return { cel: celOf(partOf(expr, end)) };
  } catch (error) {
    if (error instanceof Lacking) return { lacks: error.message };
    throw error;
  }
}

/** Thrown through the tree by what has no equivalent; never leaves this file. */
class Lacking extends Error {}

function partOf(expr: MixerExpr, end: End): Part {
  switch (expr.is) {
    case "text":
    case "number":
    case "flag":
      return { constant: expr.value };
    case "attribute":
      return attribute(expr.path, expr.key, end);
    case "call": {
      const [condition, then, otherwise] = expr.args;
      if (expr.name !== "conditional" || !condition || !then || !otherwise)
        throw new Lacking(`${expr.name}()`);
      const known = partOf(condition, end);
      const [yes, no] = [partOf(then, end), partOf(otherwise, end)];
      if ("constant" in known) return known.constant === true ? yes : no;
      return { cel: `${known.cel} ? ${celOf(yes)} : ${celOf(no)}` };
    }
    case "binary":
      return binary(expr.op, partOf(expr.left, end), partOf(expr.right, end));
  }
}

function binary(
  op: Extract<MixerExpr, { is: "binary" }>["op"],
  left: Part,
  right: Part,
): Part {
  if (op === "|") {
    if ("constant" in left || left.has === undefined) return left;
    return { cel: `${left.has} ? ${left.cel} : ${celOf(right)}` };
  }
  if ("constant" in left && "constant" in right) {
    const [a, b] = [left.constant, right.constant];
    if (op === "==") return { constant: a === b };
    if (op === "!=") return { constant: a !== b };
    return {
      constant:
        op === "&&" ? a === true && b === true : a === true || b === true,
    };
  }
  return { cel: `(${celOf(left)}) ${op} (${celOf(right)})` };
}

function celOf(part: Part): string {
  if (!("constant" in part)) return part.cel;
  return typeof part.constant === "string"
    ? `'${part.constant.replaceAll(/['\\]/g, "\\$&")}'`
    : `${part.constant}`;
}

/** What of a request Envoy and Mixer both know, under which names. */
const REQUEST: Readonly<Record<string, string>> = {
  "request.method": "request.method",
  "request.host": "request.host",
  "request.path": "request.path",
  "request.url_path": "request.url_path",
  "request.scheme": "request.scheme",
  "request.useragent": "request.useragent",
  "request.referer": "request.referer",
  "request.id": "request.id",
  "request.size": "request.size",
  "request.total_size": "request.total_size",
  "response.code": "response.code",
  "response.size": "response.size",
  "response.total_size": "response.total_size",
};

/** What is known of the two ends, by Mixer's names. */
const PEER: Readonly<Record<string, keyof typeof peer.source>> = {
  "workload.name": "workload",
  "workload.namespace": "namespace",
  namespace: "namespace",
  "labels.app": "app",
  "labels.version": "version",
};

function attribute(path: string, key: string | undefined, end: End): Part {
  const full = key === undefined ? path : `${path}.${key}`;
  if (path === "context.reporter.kind")
    return { constant: end === "source" ? "outbound" : "inbound" };
  if (path === "connection.mtls") return { cel: "connection.mtls" };
  if (path === "request.headers" && key !== undefined)
    return {
      cel: `request.headers['${key}']`,
      has: `'${key}' in request.headers`,
    };
  const [side = "", ...rest] = full.split(".");
  const known = PEER[rest.join(".")];
  if ((side === "source" || side === "destination") && known) {
    const cel = peerExpression(side, known, end);
    const [has, value] = cel.split(" ? ");
    // A proxy knows itself; of the other it may know nothing.
    return has !== undefined && value !== undefined
      ? { cel: value.split(" : ")[0] ?? value, has }
      : { cel };
  }
  const own = REQUEST[full];
  if (own === undefined) throw new Lacking(full);
  return { cel: own, has: `has(${own})` };
}

function peerExpression(
  side: End,
  known: keyof typeof peer.source,
  end: End,
): string {
  const expression = peer[side][known];
  return typeof expression === "string" ? expression : expression[end];
}
