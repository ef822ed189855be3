import { fieldsOf, isSet, listOf, numberOf, textOf } from "../manifests/fields";
import type { Fields } from "../manifests/fields";
import type { Call } from "./route";
import { short } from "./words";

/** What a rule says beside its match and its shares, each in a few words. */
export function settingsOf(
  rule: Fields,
  call: Call,
): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  const put = (what: string, text: string) => {
    if (text !== "") settings.set(what, text);
  };
  for (const [field, value] of Object.entries(rule)) {
    if (!isSet(value)) continue;
    switch (field) {
      case "name":
      case "match":
      case "route":
      case "mirrorPercentage":
      case "mirrorPercent":
        break;
      case "mirror":
        put("mirror", mirror(value, shareOf(rule), call));
        break;
      case "mirrors":
        put(
          "mirrors",
          listOf(value)
            .map((entry) => {
              const { destination, percentage } = fieldsOf(entry);
              return mirror(destination, percentOf(percentage), call);
            })
            .join(", "),
        );
        break;
      case "timeout":
        put("timeout", short(value));
        break;
      case "retries":
        put("retries", retries(fieldsOf(value)));
        break;
      case "fault":
        put("fault", fault(fieldsOf(value)));
        break;
      default:
        put(field, short(value));
    }
  }
  const ports = new Set(
    listOf(rule["route"]).flatMap((route) => {
      const { port } = fieldsOf(fieldsOf(route)["destination"]);
      return isSet(port) ? [short(fieldsOf(port)["number"])] : [];
    }),
  );
  put("port of the pods' Service", [...ports].join(", "));
  return settings;
}

/** `10 % to v2` */
function mirror(destination: unknown, share: number, call: Call): string {
  return `of ${share} % to ${call(destination)}`;
}

function shareOf({ mirrorPercentage, mirrorPercent }: Fields): number {
  return isSet(mirrorPercentage)
    ? percentOf(mirrorPercentage)
    : (numberOf(mirrorPercent) ?? 100);
}

/** Left out, it is all of the requests. */
function percentOf(percentage: unknown): number {
  return isSet(percentage)
    ? (numberOf(fieldsOf(percentage)["value"]) ?? 0)
    : 100;
}

function retries({ attempts, perTryTimeout, retryOn, ...rest }: Fields) {
  return [
    numberOf(attempts) === 0 ? "none" : short(attempts ?? "as by default"),
    ...(isSet(perTryTimeout) ? [`of ${short(perTryTimeout)} each`] : []),
    ...(isSet(retryOn) ? [`on ${short(retryOn)}`] : []),
    ...Object.entries(rest).map(([field, value]) => `${field} ${short(value)}`),
  ].join(" ");
}

function fault({ delay, abort }: Fields): string {
  const parts: string[] = [];
  const share = ({ percentage, percent }: Fields) =>
    isSet(percent) ? short(percent) : percentOf(percentage);
  if (isSet(delay)) {
    const fields = fieldsOf(delay);
    parts.push(
      `${share(fields)} % delayed by ${textOf(fields["fixedDelay"] ?? fields["exponentialDelay"])}`,
    );
  }
  if (isSet(abort)) {
    const fields = fieldsOf(abort);
    const status =
      fields["httpStatus"] ?? fields["grpcStatus"] ?? fields["http2Error"];
    parts.push(`${share(fields)} % aborted with ${short(status)}`);
  }
  return parts.join(" and ");
}
