import type { IConstruct } from "constructs";
import { join } from "node:path/posix";
import { printProblem } from "../problems/print";

/** Where what stands below a construct goes, and for which cluster it is. */
export interface Output {
  /** Below dist/ and artifacts/; empty for these themselves. */
  readonly folder: string;
  /** Objects of one name are one object in a cluster, and two in two. */
  readonly cluster: string;
  /**
   * What is judged together, by a name: folders that one cluster gets, each
   * after the other.
   * @default - the folder alone
   */
  readonly together?: string;
}

const outputs = new WeakMap<IConstruct, Output>();

/** Apps that are on their way into folders. */
const foldered = new WeakSet<IConstruct>();

/**
 * Says where a construct's files go. cdk8s's own `app.synth()` would put the
 * files of all folders into one, and refuses instead.
 */
export function setOutput(construct: IConstruct, output: Output): void {
  outputs.set(construct, output);
  const { node } = construct;
  if (output.folder === "") return;
  node.addValidation({
    validate: () =>
      foldered.has(node.root)
        ? []
        : [
            printProblem({
              severity: "error",
              where: node.path,
              message: `got cdk8s's own synth, which writes no folders: what belongs into ${output.folder}/ would lie among all else`,
              fix: "call Sidelight's synth(app) instead of app.synth(); npx cdk8s synth may stay",
            }),
          ],
  });
}

/** Runs what writes each construct's files into its folder. */
export function intoFolders<T>(app: IConstruct, run: () => T): T {
  foldered.add(app);
  try {
    return run();
  } finally {
    foldered.delete(app);
  }
}

export function outputOf(construct: IConstruct): Output | undefined {
  return outputs.get(construct);
}

/** Where it goes what stands around a construct; nothing where nobody says. */
export function outputAround(construct: IConstruct): Output | undefined {
  const around = [...construct.node.scopes].reverse();
  return around.map(outputOf).find((output) => output !== undefined);
}

/** A folder within that of whatever is around, and for the same cluster. */
export function outputWithin(
  construct: IConstruct,
  { folder, ...own }: Output,
): Output {
  const around = outputAround(construct);
  return around
    ? {
        folder: join(around.folder, folder),
        cluster: around.cluster,
        together: around.together ?? around.folder,
      }
    : { folder, ...own };
}

/** The cluster that a construct's objects go into: an app may be for several. */
export function clusterOf(construct: IConstruct): string {
  return outputAround(construct)?.cluster ?? "";
}
