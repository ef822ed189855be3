import type { Construct } from "constructs";
import type { Adoption } from "../adopt/adopt";
import type { AdoptSettings } from "../adopt/settings";
import { PROTOCOLS } from "../manifests/protocols";
import { objectiveCheck } from "../mesh/objective";
import { dnsLabel, labelKey, labelValue } from "../mesh/scalars";
import {
  flag,
  listOf,
  mapOf,
  oneOf,
  optional,
  shape,
  text,
} from "../mesh/shape";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import type * as room from "./adopt-below";
import { report } from "./report";

const settingsShape = shape<AdoptSettings>({
  namespace: optional(dnsLabel),
  slo: optional(objectiveCheck),
  protocols: optional(mapOf(oneOf(...PROTOCOLS))),
  exclude: optional(listOf(text)),
  labels: optional(mapOf(labelValue, labelKey)),
  scrape: optional(oneOf("operator", "annotations")),
  revision: optional(dnsLabel),
  cni: optional(flag),
});

/**
 * Brings everything below a construct into the mesh, as `sidelight adopt` does
 * with files: an Include, cdk8s-plus Deployments and Services, any ApiObjects.
 * They get what the mesh needs as JSON patches, and charts beside them hold what
 * it adds. Call it last: it sees what is there by then. What it found and
 * changed is in what it returns; it is empty where the settings are wrong.
 *
 *     new Include(chart, "shop", { url: "k8s/shop.yaml" });
 *     adopt(chart, { slo: { availability: 99.9, page: false } });
 *     => 00-mesh: PeerAuthentication, Telemetry, PodMonitor …; web-mesh: PrometheusRule web
 */
export function adopt(
  scope: Construct,
  settings: AdoptSettings = {},
): Adoption | undefined {
  const problems: Problem[] = [];
  const at = new Place(`adopt ${scope.node.path || "the app"}`, problems);
  settingsShape(settings, at);
  const around = [...scope.node.scopes, ...scope.node.findAll()];
  if (around.some((construct) => done.has(construct)))
    at.error(
      "got the same objects a second time",
      "adopt them once, after all of them are made",
    );
  if (hasErrors(problems)) {
    report(scope, problems);
    return undefined;
  }
  done.add(scope);
  const { adoptBelow } = require("./adopt-below") as typeof room;
  const adoption = adoptBelow(scope, settings, problems);
  report(scope, problems);
  return adoption;
}

/** Whose objects have been adopted. */
const done = new WeakSet<object>();
