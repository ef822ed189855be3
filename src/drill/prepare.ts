import { dirname, join } from "node:path";
import { nearest } from "../problems/nearest";
import type { Described, Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import type { World } from "../proof/world";
import type { Compressed } from "./compress";
import { compress } from "./compress";
import { readRouting } from "./find-routing";
import { readManifests } from "./manifests";
import { meshOf } from "./mesh";
import type { DrillOptions } from "./options";
import type { Rehearsal } from "./rehearse";
import { rehearse } from "./rehearse";
import type { Routing } from "./routing";
import type { Rule } from "./rules";
import { readRules } from "./rules";

/** All that a drill plays, read and checked before anything is started. */
export interface Prepared {
  readonly world: World;
  readonly rules: Compressed;
  readonly routing: Routing;
  readonly rehearsal: Rehearsal;
  /** All alerts, in the drill's time. */
  readonly alerts: readonly Rule[];
}

export function prepare(options: DrillOptions): Described<Prepared> {
  const { folder, artifacts = join(dirname(folder), "artifacts") } = options;
  const read = readManifests(folder);
  if (read.found.length === 0 && hasErrors(read.problems))
    return { problems: read.problems };
  if (read.found.length === 0)
    return {
      problems: [
        {
          severity: "error",
          where: folder,
          message: "got no API objects in it, expected synthesized YAML",
          fix: "run npm run synth first, or name the folder it wrote",
        },
      ],
    };
  const found = readRules(read.found, artifacts);
  const { routing, problems: unrouted } = readRouting(read.found, artifacts);
  const rules = compress(found.found, options);
  const mesh = meshOf(read.found);
  const alerts = (rules.value?.files ?? [])
    .flatMap(({ groups }) => groups.flatMap((group) => group.rules))
    .filter(({ kind }) => kind === "alert");
  const problems: Problem[] = [
    ...read.problems,
    ...found.problems,
    ...unrouted,
    ...rules.problems,
    ...mesh.problems,
    ...unknown(
      options.expect,
      alerts.map(({ name }) => name),
    ),
  ];
  if (alerts.length === 0)
    problems.push({
      severity: "error",
      where: folder,
      message: `got no alerts in it, nor in ${join(artifacts, "rules")}, expected PrometheusRules, ConfigMaps or rules files`,
      fix: "name the folder that holds the rules, or give --artifacts",
    });
  // Without its services a mesh has no faults, and one message is enough.
  const rehearsal: Described<Rehearsal> =
    mesh.value && !hasErrors(mesh.problems)
      ? rehearse(options.fault, mesh.value)
      : { problems: [] };
  problems.push(...rehearsal.problems);
  if (!mesh.value || !rules.value || !rehearsal.value || hasErrors(problems))
    return { problems };
  return {
    value: {
      world: mesh.value,
      rules: rules.value,
      routing,
      rehearsal: rehearsal.value,
      alerts,
    },
    problems,
  };
}

function unknown(
  expected: readonly string[],
  alerts: readonly string[],
): readonly Problem[] {
  return expected
    .filter((name) => !alerts.includes(name))
    .map((name) => {
      const meant = nearest(name, alerts);
      return {
        severity: "error",
        where: "sidelight drill, --expect",
        message: `got ${name}, expected the name of an alert`,
        fix: meant
          ? `write ${meant}`
          : `the rules have ${[...new Set(alerts)].sort().join(", ")}`,
      };
    });
}
