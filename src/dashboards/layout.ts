import type { Panel, Row } from "./board";

/** Where Grafana puts a panel, in its grid of 24 columns. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Placed<T> {
  readonly of: T;
  readonly id: number;
  readonly at: Place;
}

export interface PlacedRow extends Placed<Row> {
  readonly panels: readonly Placed<Panel>[];
}

const COLUMNS = 24;

const SIZES: Readonly<
  Record<Panel["kind"], { readonly w: number; readonly h: number }>
> = {
  graph: { w: 12, h: 8 },
  stat: { w: 4, h: 4 },
  table: { w: 24, h: 10 },
  nodes: { w: 24, h: 16 },
};

/** Rows below each other, and in each its panels from left to right. */
export function layout(rows: readonly Row[]): readonly PlacedRow[] {
  const idOf = identities();
  let y = 0;
  return rows.map((row) => {
    const heading = { x: 0, y, w: COLUMNS, h: 1 };
    y += 1;
    let x = 0;
    let tallest = 0;
    const panels = row.panels.map((panel): Placed<Panel> => {
      const w = panel.width ?? SIZES[panel.kind].w;
      const h = panel.height ?? SIZES[panel.kind].h;
      if (x + w > COLUMNS) {
        x = 0;
        y += tallest;
        tallest = 0;
      }
      const at = { x, y, w, h };
      x += w;
      tallest = Math.max(tallest, h);
      return { of: panel, id: idOf(`${row.title}/${panel.title}`), at };
    });
    y += tallest;
    return { of: row, id: idOf(row.title), at: heading, panels };
  });
}

const IDS = 1_000_000;

/**
 * Ids that come from titles, so that links to a panel hold when another is put
 * before it. Two that meet take the next ones.
 */
function identities(): (name: string) => number {
  const taken = new Set<number>();
  return (name) => {
    let id = hash(name) % IDS;
    while (id === 0 || taken.has(id)) id = (id + 1) % IDS;
    taken.add(id);
    return id;
  };
}

/** http://www.isthe.com/chongo/tech/comp/fnv/, FNV-1a of 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text))
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
