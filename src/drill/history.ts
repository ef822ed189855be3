import type { Reach } from "./compress-expr";

/** How many samples a window of the past gets: enough for a steady rate. */
const PER_WINDOW = 40;
/** More moments than this would take longer to write than the drill may last. */
const MOST = 1200;
/** So many samples of recordings are written in a second or two. */
const MOST_RECORDED = 300_000;

/**
 * The moments at which scraped series are written down, in seconds from a
 * drill's start: as far back as rules can ask during the drill, each second in
 * short windows, coarser in long ones.
 *
 *     moments([{ window: 5, offset: 0 }], 45)  => [-5, -4, -3, -2, -1]
 *     moments([{ window: 4, offset: 60 }], 2)  => [-64, -63 … -58]
 */
export function moments(
  reaches: readonly Reach[],
  lasts: number,
): readonly number[] {
  const all = new Set<number>();
  for (const { window, offset } of distinct(reaches)) {
    const step = Math.max(1, Math.floor(window / PER_WINDOW));
    const end = Math.min(-1, lasts - offset);
    for (let moment = -offset - window; moment <= end; moment += step)
      if (moment < 0) all.add(Math.floor(moment));
  }
  const sorted = [...all].sort((a, b) => a - b);
  const every = Math.ceil(sorted.length / MOST);
  return sorted.filter((_, index) => (sorted.length - 1 - index) % every === 0);
}

/**
 * The moments at which a recording is written down. An average over time takes
 * each sample for the same, so they are as frequent as those of the drill
 * itself, unless that would be too many.
 */
export function recordedMoments(
  metric: string,
  reaches: readonly Reach[],
  series: number,
): readonly number[] {
  const depth = Math.max(
    0,
    ...reaches
      .filter((reach) => reach.metric === metric)
      .map(({ window, offset }) => window + offset),
  );
  const step = Math.max(1, Math.ceil((depth * series) / MOST_RECORDED));
  const count = Math.floor(depth / step);
  return Array.from({ length: count }, (_, index) => (index - count) * step);
}

function distinct(reaches: readonly Reach[]): readonly Reach[] {
  return [
    ...new Map(
      reaches.map((reach) => [`${reach.window} ${reach.offset}`, reach]),
    ).values(),
  ];
}
