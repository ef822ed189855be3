const QUANTITY =
  /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\d+))?$/;

const SCALES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * A quantity of Kubernetes as a number, to the precision that JavaScript has.
 *
 *     quantityOf("1.5Gi") => 1610612736
 *     quantityOf("1.5gb") => undefined
 */
export function quantityOf(text: string): number | undefined {
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  const [, number, suffix, exponent] = match;
  if (exponent !== undefined) return Number(`${number}e${exponent}`);
  return Number(number) * (suffix === undefined ? 1 : (SCALES[suffix] ?? 1));
}
