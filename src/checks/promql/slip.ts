import { nearest } from "../../problems/nearest";

/**
 * The known name that was meant by one that is nearly the same. Not another
 * window of the same recording: digits differ on purpose.
 */
export function slipOf(
  name: string,
  known: Iterable<string>,
): string | undefined {
  const meant = nearest(name, known);
  return meant !== undefined &&
    withoutLetters(name) === withoutLetters(meant) &&
    nearest(name, [meant]) === meant &&
    Math.abs(name.length - meant.length) <= 2 &&
    differing(name, meant) <= 2
    ? meant
    : undefined;
}

function withoutLetters(name: string): string {
  return name.replace(/[a-z:_]/gi, "");
}

/** Letters that are left when both ends that are the same are taken off. */
function differing(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < Math.min(a.length, b.length) - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  )
    end++;
  return Math.max(a.length, b.length) - start - end;
}
