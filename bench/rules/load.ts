import { SCRAPE } from "./mesh";
import type { Moment, Stretch } from "./past";
import { momentAt } from "./past";

/** Prometheus takes what is up to an hour older than its newest sample. */
const SLICE = 30 * 60;
const BATCH_BYTES = 8e6;
/** A time stamp of these years takes six bytes. */
const SAMPLE_BYTES = 18;
const SENDERS = 2;

/**
 * Writes series into a Prometheus by its remote-write receiver, which takes a
 * series' labels once for many samples; as OpenMetrics text for promtool each
 * sample would carry a kilobyte of labels. Returns how many samples.
 */
export async function load(
  url: string,
  stretches: readonly Stretch[],
  signal: AbortSignal,
): Promise<number> {
  let [from, to] = [Infinity, 0];
  for (const one of stretches) {
    from = Math.min(from, one.from);
    to = Math.max(to, one.to);
  }
  // Counters began a day before.
  const start = from - 86_400;
  const names = new Map(stretches.map((one) => [one, labelBytes(one)]));
  let samples = 0;
  for (let begin = from; begin <= to; begin += SLICE) {
    const moments: Moment[] = [];
    for (let at = begin; at < begin + SLICE && at <= to; at += SCRAPE)
      moments.push(momentAt(at, start));
    const batches = batchesOf(stretches, names, moments);
    const send = async () => {
      for (const { body, count } of batches) {
        await post(url, body, signal);
        samples += count;
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, send));
  }
  return samples;
}

function* batchesOf(
  stretches: readonly Stretch[],
  names: ReadonlyMap<Stretch, Buffer>,
  moments: readonly Moment[],
): Generator<{ readonly body: Buffer; readonly count: number }> {
  const stamps = moments.map(({ seconds }) => varint(seconds * 1000));
  let parts: Buffer[] = [];
  let size = 0;
  let count = 0;
  for (const stretch of stretches) {
    const mine = moments.flatMap(({ seconds }, index) =>
      seconds >= stretch.from && seconds <= stretch.to ? [index] : [],
    );
    if (mine.length === 0) continue;
    const samples = Buffer.allocUnsafe(mine.length * SAMPLE_BYTES);
    mine.forEach((index, position) => {
      const at = position * SAMPLE_BYTES;
      samples.writeUInt32BE(0x12_10_09_00, at);
      samples.writeDoubleLE(stretch.value(moments[index]!), at + 3);
      samples[at + 11] = 0x10;
      samples.set(stamps[index]!, at + 12);
    });
    const series = field(1, [names.get(stretch)!, samples]);
    parts.push(series);
    size += series.length;
    count += mine.length;
    if (size < BATCH_BYTES) continue;
    yield { body: snappy(Buffer.concat(parts)), count };
    [parts, size, count] = [[], 0, 0];
  }
  if (count > 0) yield { body: snappy(Buffer.concat(parts)), count };
}

async function post(url: string, body: Buffer, signal: AbortSignal) {
  const answer = await fetch(`${url}/api/v1/write`, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-protobuf",
      "Content-Encoding": "snappy",
      "X-Prometheus-Remote-Write-Version": "0.1.0",
    },
    body: new Uint8Array(body),
    signal,
  });
  if (!answer.ok)
    throw new Error(`remote write: ${answer.status} ${await answer.text()}`);
}

/** https://prometheus.io/docs/specs/prw/remote_write_spec/: sorted, none empty. */
function labelBytes({ metric, labels }: Stretch): Buffer {
  const all = Object.entries({ __name__: metric, ...labels })
    .filter(([, value]) => value !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat(
    all.map(([name, value]) =>
      field(1, [field(1, [Buffer.from(name)]), field(2, [Buffer.from(value)])]),
    ),
  );
}

/** A protobuf field of bytes. */
function field(tag: number, parts: readonly Buffer[]): Buffer {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([Buffer.of((tag << 3) | 2), varint(size), ...parts]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128))
    bytes.push((rest % 128) | 128);
  return Buffer.of(...bytes, rest);
}

/** Snappy's frame around bytes as they are: one literal. */
function snappy(bytes: Buffer): Buffer {
  const literal = Buffer.alloc(5, 63 << 2);
  literal.writeUInt32LE(bytes.length - 1, 1);
  return Buffer.concat([varint(bytes.length), literal, bytes]);
}
