import type * as ast from "./ast";
import { PromqlError } from "./error";
import type { Instant } from "./instant";
import { checkLabel } from "./match";
import type { Scalar } from "./scalar";

/** These labels must be equal. */
export interface On<B extends string> {
  readonly on: readonly B[];
  readonly ignoring?: never;
}

/** All labels but these must be equal. */
export interface Ignoring<B extends string> {
  readonly ignoring: readonly B[];
  readonly on?: never;
}

/**
 * Which series of two sides belong together. L are the labels of the left side,
 * R those of the right; the side named by a group may have many series for one
 * of the other, whose labels named there are copied over.
 */
export type Matching<L extends string, R extends string> = Pairing<L, R> & {
  readonly groupLeft?: readonly R[];
  readonly groupRight?: readonly L[];
};

export type Pairing<L extends string, R extends string> =
  On<L & R> | Ignoring<L | R>;

/** The labels of what an operator makes of two sides. */
export type Joined<L extends string, R extends string, M> = M extends {
  readonly groupLeft: readonly (infer I extends string)[];
}
  ? L | I
  : M extends { readonly groupRight: readonly (infer I extends string)[] }
    ? R | I
    : M extends { readonly on: readonly (infer K extends string)[] }
      ? K
      : M extends { readonly ignoring: readonly (infer K extends string)[] }
        ? Exclude<L, K>
        : L;

/** Without a matching, the other side must carry the same labels. */
export type Operand<L extends string> = Instant<L> | Scalar | number;

/** `+ - * / % ^` */
export interface Arithmetic<L extends string> {
  (other: Operand<L>): Instant<L>;
  <R extends string, const M extends Matching<L, R>>(
    other: Instant<R>,
    match: M,
  ): Instant<Joined<L, R, M>>;
}

/** `> < >= <= == !=`: they filter, or give 1 and 0 with `bool`. */
export interface Comparison<L extends string> {
  (other: Operand<L>, options?: { readonly bool?: boolean }): Instant<L>;
  <
    R extends string,
    const M extends Matching<L, R> & { readonly bool?: boolean },
  >(
    other: Instant<R>,
    match: M,
  ): Instant<Joined<L, R, M>>;
}

/** `and unless` */
export interface Filter<L extends string> {
  (other: Instant<L>): Instant<L>;
  <R extends string>(other: Instant<R>, match: Pairing<L, R>): Instant<L>;
}

/** `or` */
export type Union<L extends string> = <R extends string>(
  other: Instant<R>,
  match?: Pairing<L, R>,
) => Instant<L | R>;

/** `by (…)` */
export type By<L extends string> = <K extends L>(
  ...labels: readonly K[]
) => Instant<K>;

/** `without (…)` */
export type Without<L extends string> = <K extends L>(
  ...labels: readonly K[]
) => Instant<Exclude<L, K>>;

/** A matching as it may come from code that was not type-checked. */
export interface GivenMatching {
  readonly on?: readonly string[];
  readonly ignoring?: readonly string[];
  readonly groupLeft?: readonly string[];
  readonly groupRight?: readonly string[];
}

/** A matching as the tree holds it, refused where Prometheus would refuse it. */
export function matchingOf(given: GivenMatching): ast.Matching {
  const { on, ignoring, groupLeft, groupRight } = given;
  const labels = on ?? ignoring;
  if (labels === undefined || (on && ignoring))
    throw new PromqlError(
      `a matching with ${labels ? "both" : "neither"} of on and ignoring`,
      "one of them",
      'write { on: ["namespace"] }',
    );
  if (groupLeft && groupRight)
    throw new PromqlError(
      "groupLeft and groupRight at once",
      "the one side that has many series",
      "leave one of them out",
    );
  const include = groupLeft ?? groupRight;
  [...labels, ...(include ?? [])].forEach(checkLabel);
  const twice = on && include?.find((label) => on.includes(label));
  if (twice !== undefined)
    throw new PromqlError(
      `the label ${twice} in on and in the group at once`,
      "each label once",
      `leave ${twice} out of the group; the result carries it anyway`,
    );
  return {
    kind: on ? "on" : "ignoring",
    labels,
    ...(include && { group: groupLeft ? "left" : "right", include }),
  };
}
