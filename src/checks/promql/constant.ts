import type { Binary } from "../../promql/ast";
import type { Source } from "./source";

/** What two known numbers give: `vector(1) > 2` gives nothing, ever. */
export function constant(
  { op, bool }: Binary,
  left: Source,
  right: Source,
): Pick<Source, "value" | "dead"> {
  const [a, b] = [left.value, right.value];
  if (a === undefined || b === undefined || !left.always || !right.always)
    return {};
  const holds = COMPARED[op]?.(a, b);
  if (holds !== undefined)
    return holds || bool
      ? { value: bool ? Number(holds) : a }
      : { dead: `${a} ${op} ${b} is never true` };
  const value = WORKED[op]?.(a, b);
  return value === undefined ? {} : { value };
}

type Numbers<T> = Readonly<Record<string, (a: number, b: number) => T>>;

const COMPARED: Numbers<boolean> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const WORKED: Numbers<number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "^": (a, b) => a ** b,
  atan2: (a, b) => Math.atan2(a, b),
};
