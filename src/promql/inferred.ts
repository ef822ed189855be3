import { nearest } from "../problems/nearest";
import type { Matcher } from "./ast";
import type { Metric } from "./catalogue";
import type { Found } from "./finding";
import type { ValueType } from "./functions";
import type { Labels } from "./labels";
import { listed, noLabels } from "./labels";

/** What inference knows of a part of an expression. */
export interface Inferred {
  readonly type: ValueType;
  readonly labels: Labels;
  /** What left the labels as they are: a metric of the catalogue, or what took some away. */
  readonly origin: { readonly known: boolean; readonly name: string };
  /** The type of the metric, as long as nothing was done with it. */
  readonly metric?: Metric["type"] | undefined;
  /** Whether the value still is a counter's. */
  readonly counter: boolean;
  /** Whether the series are a histogram's buckets. */
  readonly buckets: boolean;
  /** Whether series were put together. */
  readonly aggregated: boolean;
  /** Whether it is a part of a whole, divided by the whole. */
  readonly share: boolean;
  /** Whether each value adds up, and nothing negative: what is chosen of it is less. */
  readonly sums: boolean;
  /** The expression without its matchers, to see what differs in them only. */
  readonly shape: string;
  /** The matchers of its selector, as long as it has only one. */
  readonly matchers?: readonly Matcher[];
}

/** Something of which no more than its type is known. */
export function plain(type: ValueType): Inferred {
  return {
    type,
    labels: noLabels,
    origin: { known: false, name: type },
    counter: false,
    buckets: false,
    aggregated: false,
    share: false,
    sums: false,
    shape: type,
  };
}

/** Reports a label that is not there, in the words that fit where it got lost. */
export function carries(
  of: Inferred,
  label: string,
  node: object,
  found: Found,
): void {
  const meant = nearest(label, of.labels.may ?? []);
  const write = meant === undefined ? undefined : `write ${meant}`;
  if (of.origin.known)
    found(
      "label-unknown",
      node,
      `got the label ${label}, but ${of.origin.name} carries ${listed(of.labels)}`,
      write ?? "use one of its labels",
    );
  else
    found(
      "label-gone",
      node,
      `got the label ${label}, but ${of.origin.name} leaves ${listed(of.labels)}`,
      write ?? `keep ${label} in ${of.origin.name}, or do without it here`,
    );
}
