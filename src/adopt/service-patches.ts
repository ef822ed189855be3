import { down } from "../manifests/fields";
import { SLO } from "./annotations";
import type { FoundService, Patch } from "./found";
import { objectiveText } from "./objective-text";

/** `appProtocol`, never a port's name, which others refer to; and what an option promised. */
export function servicePatches({
  manifest,
  ports,
  slo,
  workloads,
}: FoundService): readonly Patch[] {
  if (!workloads.some(({ membership }) => membership !== "out")) return [];
  const protocols = ports.flatMap(({ protocol, declared, because }, index) =>
    protocol === undefined || declared
      ? []
      : [
          {
            manifest,
            path: ["spec", "ports", index, "appProtocol"],
            value: protocol,
            because,
          },
        ],
  );
  const written = down(manifest.object, "metadata", "annotations", SLO);
  return slo && written === undefined
    ? [
        ...protocols,
        {
          manifest,
          path: ["metadata", "annotations", SLO],
          value: objectiveText(slo),
          because: "keeps what --slo said",
        },
      ]
    : protocols;
}
