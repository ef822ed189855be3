/**
 * A product of decimals and whole numbers, exactly: what binary fractions would
 * make 0.0009999999999999432 is 0.001.
 *
 *     budget(99.9) => 0.001
 *     times(0.001, 14.4) => 0.0144
 */
interface Scaled {
  readonly digits: bigint;
  readonly places: number;
}

function scaled(value: number): Scaled {
  const [mantissa = "0", exponent = "0"] = `${value}`.split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places >= 0
    ? { digits, places }
    : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

function toNumber({ digits, places }: Scaled): number {
  return Number(`${digits}e-${places}`);
}

/** The share of requests that may fail under an objective in percent. */
export function budget(percent: number): number {
  const { digits, places } = scaled(percent);
  return toNumber({
    digits: 100n * 10n ** BigInt(places) - digits,
    places: places + 2,
  });
}

export function times(a: number, b: number): number {
  const left = scaled(a);
  const right = scaled(b);
  return toNumber({
    digits: left.digits * right.digits,
    places: left.places + right.places,
  });
}
