import { isGrpc } from "../../mesh/gateway-api";
import type { Match, StringMatch } from "../../mesh/match";
import { literal } from "../../mesh/match";
import type { Port } from "../../mesh/port";
import type { Route } from "../../mesh/route";
import { versionService } from "../../mesh/routing";

interface BackendRef {
  readonly name: string;
  readonly port: number;
  readonly weight?: number;
}

/** A rule of an HTTPRoute or a GRPCRoute, as far as both have the same. */
interface Rule {
  readonly name: string;
  readonly matches?: readonly object[];
  readonly filters?: readonly object[];
  readonly backendRefs: readonly BackendRef[];
  readonly timeouts?: { readonly request: string };
}

/** The rules of one port, most particular first: the canary's match, then the split by weight. */
export function rulesOf(
  { canary, rest, timeout }: Route,
  service: string,
  port: Port,
): readonly Rule[] {
  const backend = (version?: string): BackendRef => ({
    name: version === undefined ? service : versionService(service, version),
    port: port.port,
  });
  const common = {
    ...(timeout !== undefined && { timeouts: { request: timeout } }),
  };
  const picked: readonly Rule[] = canary?.match
    ? [
        {
          name: canary.match.headers ? "header" : "path",
          matches: [matchOf(canary.match, port)],
          backendRefs: [backend(canary.version)],
          ...common,
        },
      ]
    : [];
  return [
    ...picked,
    {
      name: rest.length > 1 ? "weight" : "default",
      ...(canary?.mirror !== undefined && {
        filters: [
          {
            type: "RequestMirror",
            requestMirror: {
              backendRef: backend(canary.version),
              percent: canary.mirror,
            },
          },
        ],
      }),
      backendRefs: rest.map(({ version, weight }) => ({
        ...backend(version),
        ...(weight !== undefined && { weight }),
      })),
      ...common,
    },
  ];
}

function matchOf({ headers, uri }: Match, port: Port): object {
  return {
    ...(headers && {
      headers: Object.entries(headers).map(([name, match]) => ({
        name,
        ...compared(match),
      })),
    }),
    ...(uri && !isGrpc(port) && { path: compared(uri) }),
  };
}

/**
 * A beginning becomes an expression: headers have no prefix here, and a path's
 * `PathPrefix` counts whole segments only. Istio holds an expression against
 * the whole text, as it does in a VirtualService.
 */
function compared(match: StringMatch): {
  readonly type: "Exact" | "RegularExpression";
  readonly value: string;
} {
  if ("exact" in match) return { type: "Exact", value: match.exact };
  return {
    type: "RegularExpression",
    value: "regex" in match ? match.regex : `${literal(match.prefix)}.*`,
  };
}
