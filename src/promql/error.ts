/**
 * A value that no query can be built from. The layer that knows where the value
 * came from turns it into a problem.
 */
export class PromqlError extends Error {
  override readonly name = "PromqlError";

  constructor(
    readonly got: string,
    readonly expected: string,
    readonly fix: string,
  ) {
    super(`got ${got}, expected ${expected}; ${fix}`);
  }
}
