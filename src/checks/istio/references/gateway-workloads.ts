import { fieldsOf, labelsOf, listOf, textOf } from "../../../manifests/fields";
import { findIn } from "../../../manifests/gateway-hosts";
import type { Index } from "../../../manifests/index-of";
import { specOf } from "../../../manifests/metadata";
import { podsOf } from "../../../manifests/selected";
import { selectorText } from "../../../manifests/selector";
import { workloadsOf } from "../../../manifests/workloads";
import type { Report } from "../../finding";
import { GATEWAY } from "../kinds";

/** The workloads that a Gateway selects, and the Secrets that they read. */
export function gatewayWorkloads(index: Index, report: Report): void {
  const { anywhere } = podsOf(index);
  const isIstioRead = workloadsOf(index).some(
    ({ labels }) => labels["istio"] !== undefined,
  );
  for (const manifest of index.kind(GATEWAY)) {
    const spec = specOf(manifest);
    const selector = labelsOf(spec["selector"]);
    const [workload] = anywhere(selector);
    if (!workload) {
      if (!isIstioRead && isOfIstio(selector["istio"])) continue;
      report(
        manifest,
        ["spec", "selector"],
        `got the selector ${JSON.stringify(selectorText(selector))}, expected one that takes a pod`,
        "add the gateway's Deployment to what is checked, or mend the selector",
      );
      continue;
    }
    listOf(spec["servers"]).forEach((server, i) => {
      const name = textOf(fieldsOf(fieldsOf(server)["tls"])["credentialName"]);
      if (name === "" || index.kind("/Secret").length === 0) return;
      const [namespace = "", secret] = name.includes("/")
        ? name.split("/")
        : [workload.namespace, name];
      if (findIn(index, "/Secret", namespace, secret ?? "")) return;
      report(
        manifest,
        ["spec", "servers", i, "tls", "credentialName"],
        `got the credential ${JSON.stringify(name)}, expected a Secret of that name in ${namespace}, where the gateway runs`,
      );
    });
  }
}

/** The gateways that come with Istio, whose pods are installed with it. */
function isOfIstio(label: string | undefined): boolean {
  return label === "ingressgateway" || label === "egressgateway";
}
