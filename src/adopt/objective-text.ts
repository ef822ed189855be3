import type { ObjectiveProps } from "../mesh/objective";
import { objectiveCheck } from "../mesh/objective";
import type { Place } from "../problems/place";
import { nearest } from "../problems/nearest";

const FIELDS = ["availability", "p50 … p99", "period", "page"];

/**
 * An objective as one line, for an option or an annotation. It makes tickets
 * until it says `page=true`.
 *
 *     "99.9" => { availability: 99.9, page: false }
 *     "availability=99.9,p95=500ms,period=30d" => { availability: 99.9, latency: { p95: "500ms" }, period: "30d", page: false }
 */
export function readObjective(
  text: string,
  at: Place,
): ObjectiveProps | undefined {
  const before = at.errors;
  const fields: Record<string, unknown> = { page: false };
  const latency: Record<string, string> = {};
  for (const part of text.split(/[\s,]+/).filter((one) => one !== "")) {
    const [key = "", value] = part.split("=");
    if (value === undefined && /^[\d.]+%?$/.test(key))
      fields["availability"] = Number(key.replace("%", ""));
    else if (key === "availability")
      fields[key] = Number((value ?? "").replace("%", ""));
    else if (/^p\d+$/.test(key)) latency[key] = value ?? "";
    else if (key === "period") fields[key] = value;
    else if (key === "page" && (value === "true" || value === "false"))
      fields[key] = value === "true";
    else {
      const meant = nearest(key, ["availability", "period", "page"]);
      at.wrong(
        part,
        `${FIELDS.join(", ")}`,
        key === "page"
          ? "write page=true or page=false"
          : meant === undefined
            ? "write it like availability=99.9,p95=500ms"
            : `write ${meant}=…`,
      );
    }
  }
  if (Object.keys(latency).length > 0) fields["latency"] = latency;
  if (at.errors === before) objectiveCheck(fields, at);
  return at.errors === before ? (fields as ObjectiveProps) : undefined;
}

/** The same line again, so that an annotation keeps what an option said. */
export function objectiveText({
  availability,
  latency = {},
  period,
  page,
}: ObjectiveProps): string {
  return [
    ...(availability === undefined ? [] : [`availability=${availability}`]),
    ...Object.entries(latency).map(([name, bound]) => `${name}=${bound}`),
    ...(period === undefined ? [] : [`period=${period}`]),
    ...(page === true ? ["page=true"] : []),
  ].join(",");
}
