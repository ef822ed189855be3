import { Refusal } from "./unread";
import { valuesIn } from "./values";

/** A document that a text of a manifest holds, or why it holds none. */
export type Inside =
  | { readonly value: unknown }
  | {
      /** Where the text is wrong. */
      readonly offset: number;
      readonly message: string;
      readonly fix: string;
    };

/**
 * Reads YAML or JSON that a manifest holds as text: rules or a dashboard in a
 * ConfigMap. Of several documents the first, as Prometheus does. The manifest's
 * paths go on into it: `at(["data", "mesh.rules.yaml", "groups", 0])`.
 */
export function readInside(text: string): Inside {
  try {
    return { value: valuesIn(text)[0]?.value };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message, fix, offset } = error;
    return { message, fix, offset: Math.max(0, offset) };
  }
}
