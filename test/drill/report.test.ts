import type { Outcome } from "../../src/drill/plan";
import type { Event } from "../../src/drill/ledger";
import { Ledger } from "../../src/drill/ledger";
import { complaint } from "../../src/drill/process";
import { eventLines } from "../../src/drill/report";
import { summary } from "../../src/drill/summary";

const failing = (service: string) => ({
  alertname: "Failing",
  severity: "critical",
  service,
});
const slow = { alertname: "Slow", severity: "warning", service: "cart" };
const alerts = ["Failing", "Slow", "Down"].map((name) => ({
  kind: "alert" as const,
  name,
  expr: "a > 1",
  for: "90s",
  labels: {},
  annotations: {},
  where: "",
}));

/** The fault begins at 100. */
function played(): { readonly outcome: Outcome; readonly news: Event[] } {
  const news: Event[] = [];
  const ledger = new Ledger((event) => news.push(event));
  ledger.alerts(98, [{ labels: slow, state: "pending" }]);
  ledger.alerts(102, [
    { labels: slow, state: "pending" },
    { labels: failing("cart"), state: "firing" },
    { labels: failing("web-app"), state: "firing" },
  ]);
  const told = [failing("cart"), failing("web-app")];
  ledger.delivered(103.26, "pager", told);
  ledger.alerts(104, [{ labels: slow, state: "firing" }]);
  ledger.muted(104.5, slow, ["Failing"]);
  const heard = [{ at: 103.26, receiver: "pager", alerts: told }];
  return {
    outcome: { entries: ledger.entries, heard, origin: 100, end: 110 },
    news,
  };
}

test("alerts that do the same at once share a line", () => {
  expect(eventLines(played().news, 100, 7)).toEqual([
    "  before  pending    Slow     cart",
    "   2.0 s  firing     Failing  cart, web-app",
    "   3.3 s  delivered  Failing  cart, web-app  to pager",
    "   4.0 s  firing     Slow     cart",
    "   4.0 s  resolved   Failing  cart, web-app",
    "   4.5 s  muted      Slow     cart  by Failing",
  ]);
});

test("in the end each alert has a row, and notifications are counted, not alerts", () => {
  expect(summary(played().outcome, alerts, true)).toBe(
    `
alert    of       severity  pending  firing  delivered  to
Slow     cart     warning    -2.0 s   4.0 s      muted  by Failing
Failing  cart     critical        –   2.0 s      3.3 s  pager
Failing  web-app  critical        –   2.0 s      3.3 s  pager

1 page, 0 tickets for one fault, watched for 10 s.
Silent: 1 of 3 alerts.`.slice(1),
  );
});

test("silence", () => {
  const outcome = { entries: [], heard: [], origin: 100, end: 130 };
  expect(summary(outcome, alerts, false)).toBe(
    "0 pages, 0 tickets, watched for 30 s.\nSilent: 3 of 3 alerts.",
  );
});

test.each([
  [
    'level=info msg=starting\nlevel=error component=x msg="loading failed" err="no \\"a\\""\nlevel=error err=second\n',
    'no "a"',
  ],
  ["panic: out of luck\n", "panic: out of luck"],
  ["", ""],
])("what a server says as it ends: %j => %j", (log, line) => {
  expect(complaint(log)).toBe(line);
});
