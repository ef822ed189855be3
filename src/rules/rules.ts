import type { RuleGroup } from "../mesh/rule";
import type { MeshDescription } from "../mesh/mesh";
import { milliseconds } from "../mesh/scalars";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { WINDOW } from "../signals/base";
import { meshRecordings } from "./mesh-recordings";
import { RuleBuilder } from "./builder";
import { knownTo } from "./catalogue";
import { meshRules } from "./mesh-rules";
import { ownRules } from "./own-rules";
import { serviceRules } from "./service-rules";

/** All rules of a mesh, by whom they are about, and what is wrong with any. */
export interface Rules {
  readonly mesh: readonly RuleGroup[];
  readonly services: ReadonlyMap<string, readonly RuleGroup[]>;
  readonly problems: readonly Problem[];
}

export function rulesOf(mesh: MeshDescription): Rules {
  const problems: Problem[] = [];
  const known = knownTo(mesh);
  const builder = new RuleBuilder(known, problems);
  windowsBearScrapes(mesh, problems);
  const own = new Place(`mesh ${mesh.name}`, problems).at("rules");
  const meshGroups = [
    ...meshRules(mesh, builder),
    ...(mesh.rules.length === 0 ? [] : ownRules(mesh.rules, known, own)),
  ];
  const services = new Map<string, readonly RuleGroup[]>();
  for (const service of mesh.services) {
    // A service whose Telemetry changes labels is held against what is left of them.
    const ownBuilder = service.telemetry?.metrics
      ? new RuleBuilder(knownTo(mesh, service), problems)
      : builder;
    if (ownBuilder !== builder)
      for (const recording of meshRecordings(mesh))
        ownBuilder.recording(recording, `service ${service.name}`);
    const described = serviceRules(mesh, service, ownBuilder);
    problems.push(...described.problems);
    services.set(service.name, described.value ?? []);
  }
  return { mesh: meshGroups, services, problems };
}

const SCRAPES = 4;

/** A rate needs four scrapes in its window, to bear one that is missed. */
function windowsBearScrapes(
  { name, monitoring }: MeshDescription,
  problems: Problem[],
): void {
  if (SCRAPES * milliseconds(monitoring.interval) > milliseconds(WINDOW))
    new Place(`mesh ${name}`, problems)
      .at("monitoring")
      .at("interval")
      .wrong(
        monitoring.interval,
        `at most a quarter of ${WINDOW}, over which all rates are taken`,
        'scrape more often: "30s"',
      );
}
