import { Construct } from "constructs";

export interface ArtifactProps {
  /** Below artifacts/: `rules/shop.yaml`. */
  readonly path: string;
  readonly content: string;
}

/**
 * A file that is no API object, for tools other than kubectl: a plain rules
 * file, say. Synth writes it to artifacts/; cdk8s's own synth leaves it out.
 */
export class Artifact extends Construct {
  readonly path: string;
  readonly content: string;

  constructor(scope: Construct, id: string, props: ArtifactProps) {
    super(scope, id);
    this.path = props.path;
    this.content = props.content;
  }
}
