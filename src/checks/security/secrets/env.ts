import { fieldsOf, listOf, textOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "../standard/example";
import { securedPods } from "../standard/pod";
import { secretUnder } from "./secret-in";

export const secretInEnv: Check = {
  id: "security/secret-in-env",
  severity: "warning",
  demands: "A variable takes a secret from a Secret.",
  why: "Written out, it is read by everybody who may see the pod or its history in Git, and stays there after it is changed.",
  bad: podOf("env: [{ name: DB_PASSWORD, value: hunter2 }]"),
  says: 'got a password in the variable DB_PASSWORD of the container "web", expected a reference to a Secret',
  good: podOf(
    "env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]",
  ),
  conceals: true,
  run: (index, report) => {
    for (const { workload, containers } of securedPods(index))
      for (const container of containers)
        for (const [at, entry] of listOf(container.fields["env"]).entries()) {
          const { name, value } = fieldsOf(entry);
          const what = secretUnder(textOf(name), textOf(value));
          if (what === undefined) continue;
          report(
            workload.manifest,
            [...container.path, "env", at, "name"],
            `got ${what} in the variable ${textOf(name)} of the container ${JSON.stringify(container.name)}, expected a reference to a Secret`,
            "write valueFrom: { secretKeyRef: { name: …, key: … } }, and change the secret: it is known now",
          );
        }
  },
};
