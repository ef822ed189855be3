import type { Service } from "../mesh/service";

/**
 * The labels of all pods of a service, of whichever version. Flagger gives its
 * stable pods another `app`, and leaves them the name that Istio counts them by:
 * https://istio.io/latest/docs/reference/config/labels/
 */
export function labelsOf({
  name,
  engine,
}: Service): Readonly<Record<string, string>> {
  return engine?.name === "flagger"
    ? { "service.istio.io/canonical-name": name }
    : { app: name };
}
