import type { Raw } from "./raw";

/** Alertmanager's configuration, as far as a drill plays it. */
export interface Routing {
  /** Where it was found, or that it was not. */
  readonly from: string;
  readonly route: Raw;
  readonly inhibitRules: readonly Raw[];
  readonly receivers: readonly string[];
}

/** Receivers of these names are how a configuration says "nobody". */
export function isNobody(receiver: string): boolean {
  return /^(null|none|noop|blackhole|devnull)$/i.test(receiver);
}
