/** Where an alert goes by its severity, and how often it is told again. */
export interface Route {
  readonly severity: "critical" | "warning" | "info";
  readonly receiver: "pages" | "tickets" | "nobody";
  readonly repeat: string;
}

/** Info is only looked at, so nobody is told. */
export const routes: readonly Route[] = [
  { severity: "critical", receiver: "pages", repeat: "4h" },
  { severity: "warning", receiver: "tickets", repeat: "12h" },
  { severity: "info", receiver: "nobody", repeat: "12h" },
];

/** One notification a service, however many of its alerts fire. */
export const GROUPING = {
  by: ["namespace", "service"],
  wait: "30s",
  interval: "5m",
} as const;
