/** Says what is being done; cheap enough for every step of a loop. */
export interface Progress {
  readonly say: (what: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** As much of a stream as a line of progress needs. */
interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds before anything is said, and between two changes of the line. */
const PATIENCE = 2000;
const PAUSE = 100;

/**
 * A line on a terminal, for what takes longer than two seconds. Where nobody
 * looks, in a pipe or a log, there is none.
 */
export function progress(
  terminal: Terminal = process.stderr,
  now: () => number = () => performance.now(),
): Progress {
  const start = now();
  let last: number | undefined;
  return {
    say: (what) => {
      if (!terminal.isTTY) return;
      const time = now();
      if (time - start < PATIENCE) return;
      if (last !== undefined && time - last < PAUSE) return;
      last = time;
      terminal.write(`${CLEAR}${what} …`);
    },
    end: () => {
      if (last !== undefined) terminal.write(CLEAR);
    },
  };
}

/** Back to the line's beginning, and the line away. */
const CLEAR = "\r\u001b[2K";
