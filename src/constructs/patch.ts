import { ApiObject, JsonPatch } from "cdk8s";
import type { Construct } from "constructs";
import type { PatchOperation, PatchProps } from "../mesh/patch";
import type { Problem } from "../problems/problem";
import { report } from "./report";

/** Applies patches to the objects below a construct; one that meets none is an error. */
export function addPatches(
  scope: Construct,
  owner: string,
  patches: readonly PatchProps[],
): void {
  if (patches.length === 0) return;
  const objects = scope.node.findAll().filter((c) => c instanceof ApiObject);
  const problems: Problem[] = [];
  patches.forEach(({ kind, name, operations }, index) => {
    const targets = objects.filter(
      (object) =>
        object.kind === kind && (name === undefined || object.name === name),
    );
    if (targets.length === 0)
      problems.push({
        severity: "error",
        where: `${owner}, patches[${index}]`,
        message: `got a patch for ${kind} ${name ?? "(any name)"}, expected one of ${objects.map((o) => `${o.kind} ${o.name}`).join(", ")}`,
        fix: "mend kind and name, or leave the patch out",
      });
    for (const target of targets)
      target.addJsonPatch(...operations.map(jsonPatch));
  });
  report(scope, problems);
}

function jsonPatch({ op, path, from = "", value }: PatchOperation): JsonPatch {
  switch (op) {
    case "remove":
      return JsonPatch.remove(path);
    case "move":
      return JsonPatch.move(from, path);
    case "copy":
      return JsonPatch.copy(from, path);
    case "add":
    case "replace":
    case "test":
      return JsonPatch[op](path, value);
  }
}
