import type { IConstruct } from "constructs";
import { clusterOf } from "../constructs/output";
import type { Addons } from "../platform/addons";
import type { Problem } from "../problems/problem";

const SERVERS = ["prometheus", "grafana", "kiali", "jaeger"] as const;

/** Who brings up what, by app, and in it by cluster and server. */
const claims = new WeakMap<IConstruct, Map<string, IConstruct[]>>();

/**
 * Two parts of an app that bring up one server each in a cluster: everything
 * would be scraped, stored and told twice. The second is the error.
 */
export function claimServers(
  construct: IConstruct,
  addons: Addons,
): () => readonly Problem[] {
  const app = construct.node.root;
  const known = claims.get(app) ?? new Map<string, IConstruct[]>();
  claims.set(app, known);
  const wanted = SERVERS.filter((server) => addons[server]);
  const keyOf = (server: string) => `${clusterOf(construct)} ${server}`;
  for (const server of wanted)
    known.set(keyOf(server), [...(known.get(keyOf(server)) ?? []), construct]);
  return () =>
    wanted.flatMap((server) => {
      const [first] = known.get(keyOf(server)) ?? [];
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
