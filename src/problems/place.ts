import type { Problem } from "./problem";

/** The fields and the items that lead to a place. */
type Way = readonly (string | number)[];

/**
 * Where in a description one stands, and the list that collects what is wrong
 * below it.
 *
 *     new Place("service web-app", problems).at("canary").at("weight")
 *     => service web-app, canary.weight
 */
export class Place {
  /** The owner may depend on the way: the line of a file, say. */
  constructor(
    private readonly owner: string | ((way: Way) => string),
    private readonly problems: Problem[],
    private readonly path: string = "",
    private readonly way: Way = [],
  ) {}

  /** The place of a field or of a list's item. */
  at(key: string | number): Place {
    const step =
      typeof key === "number"
        ? `[${key}]`
        : /^[\w$]+$/.test(key)
          ? `${this.path === "" ? "" : "."}${key}`
          : `[${JSON.stringify(key)}]`;
    return new Place(this.owner, this.problems, this.path + step, [
      ...this.way,
      key,
    ]);
  }

  /** Reports a value that is not what it should be. */
  wrong(got: unknown, expected: string, fix: string): void {
    this.error(`got ${show(got)}, expected ${expected}`, fix);
  }

  error(message: string, fix: string): void {
    this.problems.push({ severity: "error", where: `${this}`, message, fix });
  }

  warn(message: string, fix: string): void {
    this.problems.push({ severity: "warning", where: `${this}`, message, fix });
  }

  /** How many errors have been reported so far, by anybody. */
  get errors(): number {
    return this.problems.filter(({ severity }) => severity === "error").length;
  }

  toString(): string {
    const { owner, path, way } = this;
    const said = typeof owner === "string" ? owner : owner(way);
    return path === "" ? said : `${said}, ${path}`;
  }
}

/** A value as an error message quotes it: short, on one line. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number" || typeof value === "bigint") return `${value}`;
  if (typeof value === "function") return "a function";
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return typeof value;
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
