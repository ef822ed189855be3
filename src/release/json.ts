import type { Review } from "./review";
import type { Titles } from "./text";

/**
 * For programs, whole:
 *
 *     { "before": "HEAD:dist", "after": "dist",
 *       "summary": [{ "topic", "namespace", "subject", "text" }],
 *       "objects": [{ "change", "apiVersion", "kind", "namespace", "name", "file",
 *                     "fields": [{ "path", "before"?, "after"? }] }] }
 */
export function jsonReview(review: Review, { before, after }: Titles): string {
  return JSON.stringify({ before, after, ...review }, null, 2);
}
