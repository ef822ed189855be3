import type { MeshDescription } from "../mesh/mesh";
import type { Query } from "../promql/build";
import { rollouts, weightChanges } from "../signals/rollouts";
import type { Board } from "./board";
import { NAMESPACE } from "./variables";

/** What is marked on the graphs: where the query gives 1. */
export interface Annotation {
  readonly name: string;
  readonly query: Query;
  /** Labels of the query in double braces. */
  readonly title: string;
  readonly text: string;
  readonly color: string;
}

/** The least that Grafana asks apart; over a long time it asks further apart. */
export const STEP = "60s";
/** What is new was not there when Grafana asked last. */
const BEFORE = "$__interval";

/** Rollouts and changes of weights, in the namespace that is picked or in the mesh's. */
export function annotationsOf(
  { annotated, variables }: Board,
  mesh: MeshDescription,
): readonly Annotation[] {
  if (!annotated) return [];
  const namespace = variables.includes("namespace")
    ? NAMESPACE
    : mesh.namespace.name;
  return [
    {
      name: "Rollouts",
      query: rollouts(namespace, BEFORE),
      title: "Rollout",
      text: "Pods of {{owner_name}}, which had none.",
      color: "blue",
    },
    {
      name: "Canary weights",
      query: weightChanges(namespace, BEFORE),
      title: "Canary weight",
      text: "{{destination_service_name}}: {{percent}} % declared.",
      color: "purple",
    },
  ];
}
