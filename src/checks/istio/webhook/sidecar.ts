import { fieldsOf, isSet, listOf, textsOf } from "../../../manifests/fields";
import { specOf } from "../../../manifests/metadata";
import { refuse, when, type Judge } from "./complaint";

export const judgeSidecar: Judge = (manifest) => {
  const spec = specOf(manifest);
  const egress = listOf(spec["egress"]);
  const isEmpty =
    egress.length + listOf(spec["ingress"]).length === 0 &&
    !isSet(spec["outboundTrafficPolicy"]) &&
    !isSet(spec["inboundConnectionPool"]);
  return [
    ...when(
      isEmpty,
      refuse(
        ["spec"],
        "got an empty Sidecar, expected ingress, egress or a policy",
      ),
    ),
    ...egress.flatMap((entry, i) => {
      const path = ["spec", "egress", i];
      const hosts = textsOf(fieldsOf(entry)["hosts"]);
      return [
        ...when(
          hosts.length === 0,
          refuse(path, "got egress without hosts, expected at least one"),
        ),
        ...hosts.flatMap((host, j) =>
          when(
            !/^[^/]+\/.+$/.test(host),
            refuse(
              [...path, "hosts", j],
              `got the host ${JSON.stringify(host)}, expected <namespace>/<host>`,
            ),
          ),
        ),
      ];
    }),
  ];
};
