// Fails where a part of a synth costs more than the mesh grows: eight times the
// services may take twenty times the seconds of any part, which noise cannot
// explain and a loop within a loop cannot stay below.
import { once } from "./pipeline/measure";

const FEW = 50;
const MANY = 400;
const MOST = 20;
/** Parts below this are all noise. */
const LEAST = 0.05;

const few = once("ours", FEW).seconds;
const many = once("ours", MANY).seconds;
for (const [part, seconds] of Object.entries(many)) {
  const before = Math.max(few[part] ?? 0, LEAST);
  const times = seconds / before;
  process.stdout.write(
    `${part.padEnd(10)} ${before.toFixed(2)} s for ${FEW} services, ${seconds.toFixed(2)} s for ${MANY}: ${times.toFixed(1)} times\n`,
  );
  if (times > MOST) {
    process.stderr.write(
      `error: ${part}: got ${times.toFixed(1)} times the cost for ${MANY / FEW} times the services, expected at most ${MOST}\n  fix: look for a loop over all services within another\n`,
    );
    process.exitCode = 1;
  }
}
