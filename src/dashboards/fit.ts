import type { Place } from "../problems/place";

/**
 * What `kubectl apply` keeps of an object in an annotation, as JSON, less some
 * room for the object around the dashboard. A ConfigMap may hold four times as
 * much.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/
 */
const MOST = 262_144 - 2_048;

/** A dashboard's text: for reviewers to read, or on one line where that is too much. */
export function textOf(model: object, at: Place): string {
  const readable = `${JSON.stringify(model, null, 2)}\n`;
  if (kept(readable) <= MOST) return readable;
  const short = `${JSON.stringify(model)}\n`;
  if (kept(short) > MOST)
    at.error(
      `got a dashboard of ${kept(short)} bytes, expected at most ${MOST}, which kubectl can keep of an object`,
      "take some of the services, canaries or metrics into a mesh of their own",
    );
  return short;
}

/** As text within JSON, with quotes and line ends escaped. */
function kept(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}
