import type { IConstruct } from "constructs";
import type { Addons } from "../platform/addons";
import type { Problem } from "../problems/problem";

const SERVERS = ["prometheus", "grafana", "kiali", "jaeger"] as const;

/** Who brings up what, by app. */
const claims = new WeakMap<IConstruct, Map<string, IConstruct[]>>();

/**
 * Two parts of an app that bring up one server each: everything would be
 * scraped, stored and told twice. The second is the error.
 */
export function claimServers(
  construct: IConstruct,
  addons: Addons,
): () => readonly Problem[] {
  const app = construct.node.root;
  const known = claims.get(app) ?? new Map<string, IConstruct[]>();
  claims.set(app, known);
  const wanted = SERVERS.filter((server) => addons[server]);
  for (const server of wanted)
    known.set(server, [...(known.get(server) ?? []), construct]);
  return () =>
    wanted.flatMap((server) => {
      const [first] = known.get(server) ?? [];
      if (first === undefined || first === construct) return [];
      return [
        {
          severity: "error",
          where: `addons, ${server}`,
          message: `got a second ${server}; ${first.node.path} brings one up already`,
          fix: `leave it out, and point at the first: existing: { … }`,
        },
      ];
    });
}
