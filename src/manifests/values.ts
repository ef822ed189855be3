import { build } from "./build";
import type { Built } from "./build";
import { eventsOf, writtenAt } from "./events";
import { Refusal } from "./unread";

/** The values of all documents of a text. Throws a Refusal, at an offset of the text. */
export function valuesIn(text: string): readonly Built[] {
  const parsed = eventsOf(text);
  try {
    return build(parsed);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { check, offset, message, fix } = error;
    throw new Refusal(check, writtenAt(parsed, offset), message, fix);
  }
}
