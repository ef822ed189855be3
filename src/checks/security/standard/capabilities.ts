import {
  fieldsOf,
  listOf,
  textOf,
  type Fields,
} from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import type { Check } from "../../check";
import { podOf } from "./example";
import { inContainers, type Control } from "./fault";
import { reportFaults } from "./report-faults";

/** The runtime's usual capabilities may be written out, and no others. */
export const addedCapabilities: Control = (pod) =>
  inContainers(pod, ({ security }) =>
    added(security)
      .filter(({ name }) => !USUAL.has(name))
      .map(({ name, at }) => ({ what: `the capability ${name}`, at })),
  );

/** The capabilities that a security context adds, and where. */
export function added(
  security: Fields,
): readonly { readonly name: string; readonly at: Path }[] {
  const at = ["securityContext", "capabilities", "add"];
  return listOf(fieldsOf(security["capabilities"])["add"]).map(
    (name, index) => ({ name: textOf(name), at: [...at, index] }),
  );
}

/** What runtimes give containers by default, NET_RAW left out. */
export const USUAL: ReadonlySet<string> = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

export const capabilities: Check = {
  id: "security/capabilities",
  severity: "warning",
  demands: "A container adds no capability beyond the runtime's usual ones.",
  why: "NET_ADMIN can take the sidecar's redirection away, NET_RAW can forge packets, SYS_ADMIN is nearly root on the node.",
  bad: podOf("securityContext: { capabilities: { add: [SYS_ADMIN] } }"),
  says: 'got the capability SYS_ADMIN on the container "web", expected none but the usual ones',
  good: podOf("securityContext: { capabilities: { add: [NET_BIND_SERVICE] } }"),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      addedCapabilities,
      "none but the usual ones",
      "remove it from capabilities.add",
    );
  },
};
