/**
 * What is known of the labels that a vector's series carry. A metric's name is
 * not one of them.
 */
export interface Labels {
  /** No other label can be there; absent where any can. */
  readonly may?: ReadonlySet<string>;
  /** These are surely not there. */
  readonly lacks: ReadonlySet<string>;
  /** These surely are, with their value where all series have the same. */
  readonly has: ReadonlyMap<string, string | undefined>;
}

const nothing: ReadonlySet<string> = new Set();

/** Any labels at all. */
export const anyLabels: Labels = { lacks: nothing, has: new Map() };

/** No labels. */
export const noLabels: Labels = { ...anyLabels, may: nothing };

/** Labels that are surely there, and others that may be. */
export function carried(
  labels: ReadonlySet<string>,
  maybe: ReadonlySet<string> = nothing,
): Labels {
  return {
    may: new Set([...labels, ...maybe]),
    lacks: nothing,
    has: new Map([...labels].map((label) => [label, undefined])),
  };
}

/** Whether a label can be there. */
export function can({ may, lacks }: Labels, label: string): boolean {
  return may ? may.has(label) : !lacks.has(label);
}

/** With a label that is surely there, and its value where that is known. */
export function surely(labels: Labels, label: string, value?: string): Labels {
  const open = possibly(labels, label);
  const known = value ?? open.has.get(label);
  return { ...open, has: new Map(open.has).set(label, known) };
}

/**
 * Labels as a selector narrows them, all its matchers at once: one of thousands
 * would be copied as often.
 */
export function narrowing({ may, lacks, has }: Labels) {
  const [now, gone, sure] = [may && new Set(may), new Set(lacks), new Map(has)];
  const open = (label: string): void => {
    now?.add(label);
    gone.delete(label);
  };
  return {
    can: (label: string) => (now ? now.has(label) : !gone.has(label)),
    possibly: open,
    surely(label: string, value?: string): void {
      open(label);
      sure.set(label, value ?? sure.get(label));
    },
    drop(label: string): void {
      now?.delete(label);
      if (!now) gone.add(label);
      sure.delete(label);
    },
    done: (): Labels => ({ ...(now && { may: now }), lacks: gone, has: sure }),
  };
}

/** With a label that may be there. */
export function possibly({ may, lacks, has }: Labels, label: string): Labels {
  return {
    ...(may && { may: may.has(label) ? may : new Set(may).add(label) }),
    lacks: lacks.has(label) ? without(lacks, [label]) : lacks,
    has,
  };
}

/** With a label that was written anew: it may be there, with any value. */
export function rewritten(labels: Labels, label: string): Labels {
  const open = possibly(labels, label);
  return { ...open, has: filter(open.has, (one) => one !== label) };
}

/** Only the named labels, as `by` leaves them. */
export function keep(labels: Labels, kept: readonly string[]): Labels {
  return {
    may: new Set(kept.filter((label) => can(labels, label))),
    lacks: nothing,
    has: filter(labels.has, (label) => kept.includes(label)),
  };
}

/** All but the named labels, as `without` leaves them. */
export function drop(labels: Labels, dropped: readonly string[]): Labels {
  const { may, lacks, has } = labels;
  return {
    ...(may && { may: without(may, dropped) }),
    lacks: may ? lacks : new Set([...lacks, ...dropped]),
    has: filter(has, (label) => !dropped.includes(label)),
  };
}

/** The labels of series of either kind. */
export function either(a: Labels, b: Labels): Labels {
  const has = new Map<string, string | undefined>();
  for (const [label, value] of a.has)
    if (b.has.has(label))
      has.set(label, b.has.get(label) === value ? value : undefined);
  return {
    ...(a.may && b.may && { may: new Set([...a.may, ...b.may]) }),
    lacks: new Set(
      [...a.lacks, ...b.lacks].filter(
        (label) => !can(a, label) && !can(b, label),
      ),
    ),
    has,
  };
}

/** The labels of series that are equal in all labels. */
export function both(a: Labels, b: Labels): Labels {
  const may = a.may ?? b.may;
  const has = new Map(a.has);
  for (const [label, value] of b.has) has.set(label, value ?? has.get(label));
  return {
    ...(may && {
      may: new Set([...may].filter((label) => can(a, label) && can(b, label))),
    }),
    lacks: new Set([...a.lacks, ...b.lacks]),
    has: filter(has, (label) => can(a, label) && can(b, label)),
  };
}

/** Labels as a message lists them. */
export function listed({ may, lacks }: Labels): string {
  if (may) return may.size === 0 ? "no labels" : [...may].sort().join(", ");
  return `all labels but ${[...lacks].sort().join(", ")}`;
}

function without(labels: ReadonlySet<string>, dropped: readonly string[]) {
  return new Set([...labels].filter((label) => !dropped.includes(label)));
}

function filter(
  has: ReadonlyMap<string, string | undefined>,
  test: (label: string) => boolean,
): ReadonlyMap<string, string | undefined> {
  return new Map([...has].filter(([label]) => test(label)));
}
