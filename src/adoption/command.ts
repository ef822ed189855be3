import type { Surroundings } from "../checks/command";
import type { Given } from "../checks/options";
import { printProblems } from "../problems/print";
import { OPTIONS } from "./options";
import type * as adoption from "./run";

export const usage = "sidelight adopt [options] PATH…";
export const options = OPTIONS;
export const about = `Brings what already runs into the mesh: reads manifests (files, folders, - for
standard input), and writes them with what the mesh needs beside them. They are
changed only where the mesh requires it; every change is printed, and why.`;

export function more(): string {
  return `What was found otherwise than you know it is said by annotations:
  on a Service    sidelight.dev/protocol.8080: grpc   sidelight.dev/slo: availability=99.9
  on a workload   sidelight.dev/version: v2   sidelight.dev/canary: "true"   sidelight.dev/mesh: "false"

From kustomize, Helm and a cluster:
  kubectl kustomize k8s/ | sidelight adopt -
  helm template shop charts/shop | sidelight adopt -
  kubectl get deploy,sts,ds,svc,cm,ing -o yaml | sidelight adopt -

Exit code: 0, 1 where something could not be read or was refused, 2 where nothing was read.`;
}

/**
 * 0, 1 where something could not be read or written, 2 where the command line is
 * wrong or nothing was read. What it adds is made by cdk8s, which is loaded here
 * and need not be there for the other commands.
 */
export async function run(given: Given, around: Surroundings): Promise<number> {
  let loaded: typeof adoption;
  try {
    loaded = require("./run") as typeof adoption;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, name] = /^Cannot find module '([^'.][^']*)'/.exec(message) ?? [];
    if (code !== "MODULE_NOT_FOUND" || name === undefined) throw error;
    around.err(
      printProblems([
        {
          severity: "error",
          where: "sidelight adopt",
          message: `got no package ${name}, expected it beside sidelight`,
          fix: "npm install cdk8s cdk8s-plus-27 constructs",
        },
      ]),
    );
    return 2;
  }
  return loaded.run(given, around);
}
