import { show } from "../problems/place";

/** A value as a message quotes it; one too deep to be written is only named. */
export function shown(value: unknown): string {
  try {
    return show(value);
  } catch {
    return Array.isArray(value) ? "a list" : "an object";
  }
}
