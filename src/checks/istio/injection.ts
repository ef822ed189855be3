import { down, fieldsOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Labels } from "../../manifests/metadata";

/** A namespace that says nothing on injection, and should. */
export function isUnlabelled(name: string, labels: Labels): boolean {
  return (
    name !== "istio-system" &&
    (labels["istio-injection"] ?? "") === "" &&
    labels["istio.io/rev"] === undefined &&
    labels["istio.io/dataplane-mode"] !== "ambient"
  );
}

/** Whether Istio was installed so that it injects where nothing is said. */
export function injectsByDefault(index: Index): boolean {
  return index
    .kind("/ConfigMap")
    .filter(({ identity }) => identity.name === "istio-sidecar-injector")
    .some(({ object }) => {
      const values = parsed(textOf(down(object, "data", "values")));
      const webhook = fieldsOf(down(values, "sidecarInjectorWebhook"));
      return webhook["enableNamespacesByDefault"] === true;
    });
}

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
