import { fieldsOf, isSet, listOf, textOf } from "../../../manifests/fields";
import { specOf } from "../../../manifests/metadata";
import { refuse, warn, when, type Judge } from "./complaint";

export const judgeEnvoyFilter: Judge = (manifest) => [
  warn(
    ["spec"],
    "got an EnvoyFilter, expected another API where there is one, as it depends on how Istio is made inside",
  ),
  ...listOf(specOf(manifest)["configPatches"]).flatMap((entry, i) => {
    const { applyTo, patch, match } = fieldsOf(entry);
    const { operation, value } = fieldsOf(patch);
    const path = ["spec", "configPatches", i];
    if (fieldsOf(match)["context"] === "WAYPOINT") return [];
    if (textOf(applyTo) === "")
      return [refuse(path, "got a patch without applyTo, expected it")];
    if (!isSet(patch)) return [refuse(path, "got no patch, expected one")];
    if (textOf(operation) === "")
      return [
        refuse(
          [...path, "patch"],
          "got a patch without an operation, expected one",
        ),
      ];
    return when(
      operation !== "REMOVE" && !isSet(value),
      refuse(
        [...path, "patch"],
        `got ${textOf(operation)} without a value, expected one`,
      ),
    );
  }),
];
