import type { Frame } from "./frame";
import { Refusal } from "./unread";

/** A key as JSON has it: `on: x` is the key "true" for Kubernetes. */
export function keyText(value: unknown, offset: number): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean")
    return String(value);
  throw new Refusal(
    "read/syntax",
    offset,
    `got ${value === null ? "nothing" : "a list or an object"} as a key, expected text`,
    "quote the key, or quote the whole value if it begins with a brace",
  );
}

/** Sets a key that may stand there once. */
export function put(
  frame: Frame,
  key: string,
  value: unknown,
  offset: number,
): void {
  if (Object.hasOwn(frame.map, key) && !frame.merged?.delete(key))
    throw new Refusal(
      "read/duplicate-key",
      offset,
      `got the key ${JSON.stringify(key)} twice in one object, expected it once`,
      "remove one of the two; Kubernetes refuses the object, or drops one of them",
    );
  set(frame.map, key, value);
}

/** `<<: *defaults`: what is said beside it wins. */
export function merge(frame: Frame, value: unknown, offset: number): void {
  for (const source of Array.isArray(value) ? (value as unknown[]) : [value]) {
    if (typeof source !== "object" || source === null || Array.isArray(source))
      throw new Refusal(
        "read/syntax",
        offset,
        "got << with something else than an object, expected an object to merge",
        "merge an alias of an object: <<: *name",
      );
    frame.merged ??= new Set();
    for (const [key, entry] of Object.entries(source)) {
      if (Object.hasOwn(frame.map, key)) continue;
      set(frame.map, key, entry);
      frame.merged.add(key);
    }
  }
}

/** As data, whatever the key is called. */
function set(object: Record<string, unknown>, key: string, value: unknown) {
  if (key === "__proto__")
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else object[key] = value;
}
