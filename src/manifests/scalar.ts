/**
 * What Kubernetes takes a plain scalar for. Its reader (sigs.k8s.io/yaml, over
 * go-yaml 2) reads YAML 1.1 with Go's numbers: `on` is a flag, `0775` is octal,
 * `12:30` and dates are text.
 *
 *     plainScalar("yes") => true
 *     plainScalar("010") => 8
 *     plainScalar("1.30") => 1.3
 *     plainScalar("v1") => "v1"
 */
export function plainScalar(text: string): string | number | boolean | null {
  if (text === "") return null;
  const first = text.charCodeAt(0);
  const digit = first >= 48 && first <= 57;
  if (digit || first === 43 || first === 45 || first === 46)
    return SPECIAL.get(text) ?? numberOf(text, first === 46) ?? text;
  if (text.length > 5) return text;
  const known = SPECIAL.get(text);
  return known === undefined ? text : known;
}

const SPECIAL: ReadonlyMap<string, number | boolean | null> = new Map<
  string,
  number | boolean | null
>([
  ...words(true, "y Y yes Yes YES true True TRUE on On ON"),
  ...words(false, "n N no No NO false False FALSE off Off OFF"),
  ...words(null, "~ null Null NULL"),
  ...words(NaN, ".nan .NaN .NAN"),
  ...words(Infinity, ".inf .Inf .INF +.inf +.Inf +.INF"),
  ...words(-Infinity, "-.inf -.Inf -.INF"),
]);

function words<T>(value: T, list: string): readonly (readonly [string, T])[] {
  return list.split(" ").map((word) => [word, value]);
}

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

function numberOf(text: string, dot: boolean): number | undefined {
  if (dot) return FLOAT.test(text) ? Number(text) : undefined;
  const plain = text.includes("_") ? text.replaceAll("_", "") : text;
  return integerOf(plain) ?? (FLOAT.test(plain) ? Number(plain) : undefined);
}

/** Go's strconv.ParseInt with base 0: `0x1f`, `0b11`, `0o17` and `017`. */
function integerOf(text: string): number | undefined {
  const [, sign, hex, binary, octal, decimal] =
    /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/.exec(
      text,
    ) ?? [];
  const size =
    hex !== undefined
      ? Number(`0x${hex}`)
      : binary !== undefined
        ? Number(`0b${binary}`)
        : octal !== undefined
          ? Number(`0o${octal}`)
          : decimal !== undefined
            ? Number(decimal)
            : undefined;
  return size === undefined ? undefined : sign === "-" && size ? -size : size;
}
