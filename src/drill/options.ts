import type { Described, Problem } from "../problems/problem";
import { Place } from "../problems/place";

/** What the command line gave. */
export interface Given {
  readonly values: Readonly<Record<string, string | true | undefined>>;
  readonly positionals: readonly string[];
}

export interface DrillOptions {
  readonly folder: string;
  readonly fault: string;
  readonly artifacts: string | undefined;
  readonly expect: readonly string[];
  readonly seconds: number;
  readonly speed: number;
  /** 0 for a free one. */
  readonly prometheusPort: number;
  readonly alertmanagerPort: number;
}

export const OPTIONS = {
  fault: {
    value: "FAULT",
    help: "what goes wrong, SERVICE:FAULT or FAULT; none for a healthy run",
  },
  expect: {
    value: "ALERT[,ALERT]",
    help: "exit 1 unless these alerts were delivered",
  },
  artifacts: {
    value: "DIR",
    help: "plain rules and Alertmanager files (default: artifacts, beside DIR)",
  },
  seconds: {
    value: "N",
    help: "end after so many seconds, start and stop included (default: 45)",
  },
  speed: {
    value: "N",
    help: "how much faster than life; 5m become 5s at the default of 60",
  },
  "prometheus-port": {
    value: "PORT",
    help: "where to look at Prometheus meanwhile (default: any free port)",
  },
  "alertmanager-port": {
    value: "PORT",
    help: "where to look at Alertmanager meanwhile (default: any free port)",
  },
} as const satisfies Record<string, { value: string; help: string }>;

/** The options of a drill, or what is wrong with them. */
export function readOptions(given: Given): Described<DrillOptions> {
  const problems: Problem[] = [];
  const place = new Place("sidelight drill", problems);
  const text = (name: keyof typeof OPTIONS): string | undefined => {
    const value = given.values[name];
    return typeof value === "string" ? value : undefined;
  };
  const whole = (
    name: keyof typeof OPTIONS,
    otherwise: number,
    min: number,
    max: number,
  ): number => {
    const value = text(name);
    if (value === undefined) return otherwise;
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (number >= min && number <= max) return number;
    problems.push({
      severity: "error",
      where: `sidelight drill, --${name}`,
      message: `got ${value}, expected a whole number from ${min} to ${max}`,
      fix: `write it like --${name} ${otherwise || 9090}, or leave it out`,
    });
    return otherwise;
  };
  const [folder = "", ...more] = given.positionals;
  if (folder === "" || more.length > 0)
    place.error(
      folder === ""
        ? "got no folder, expected one with synthesized YAML"
        : `got ${given.positionals.join(" and ")}, expected one folder`,
      "write it like sidelight drill dist --fault web-app:errors=20%",
    );
  const fault = text("fault") ?? "";
  if (fault === "")
    place.error(
      "got no --fault, expected what is to go wrong",
      "write it like --fault web-app:errors=20%, or --fault none; sidelight drill --help lists all",
    );
  const value: DrillOptions = {
    folder,
    fault,
    artifacts: text("artifacts"),
    expect: (text("expect") ?? "").split(",").filter((name) => name !== ""),
    seconds: whole("seconds", 45, 20, 3600),
    speed: whole("speed", 60, 1, 3600),
    prometheusPort: whole("prometheus-port", 0, 1, 65535),
    alertmanagerPort: whole("alertmanager-port", 0, 1, 65535),
  };
  return { value, problems };
}
