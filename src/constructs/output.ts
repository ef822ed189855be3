import type { IConstruct } from "constructs";

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

export function setOutput(construct: IConstruct, output: Output): void {
  outputs.set(construct, output);
}

export function outputOf(construct: IConstruct): Output | undefined {
  return outputs.get(construct);
}
