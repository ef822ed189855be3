import { fieldsOf, listOf, textOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "./example";
import type { Control } from "./fault";
import { reportFaults } from "./report-faults";

/** Each from the version of Kubernetes in which it became safe. */
export const unsafeSysctls: Control = ({ security, specPath }, minor) =>
  listOf(security["sysctls"]).flatMap((sysctl, at) => {
    const name = textOf(fieldsOf(sysctl)["name"]);
    return minor >= (SAFE_SINCE.get(name) ?? Infinity) && SAFE_SINCE.has(name)
      ? []
      : [
          {
            what: `the sysctl ${name}`,
            path: [...specPath, "securityContext", "sysctls", at],
          },
        ];
  });

const SAFE_SINCE: ReadonlyMap<string, number> = new Map([
  ["kernel.shm_rmid_forced", 0],
  ["net.ipv4.ip_local_port_range", 0],
  ["net.ipv4.tcp_syncookies", 0],
  ["net.ipv4.ping_group_range", 0],
  ["net.ipv4.ip_unprivileged_port_start", 0],
  ["net.ipv4.ip_local_reserved_ports", 27],
  ["net.ipv4.tcp_keepalive_time", 29],
  ["net.ipv4.tcp_fin_timeout", 29],
  ["net.ipv4.tcp_keepalive_intvl", 29],
  ["net.ipv4.tcp_keepalive_probes", 29],
  ["net.ipv4.tcp_rmem", 32],
  ["net.ipv4.tcp_wmem", 32],
  ["net.ipv4.tcp_slow_start_after_idle", 37],
  ["net.ipv4.tcp_notsent_lowat", 37],
]);

export const sysctls: Check = {
  id: "security/sysctls",
  severity: "warning",
  demands: "A pod sets only settings of the kernel that are its own.",
  why: "Other sysctls change the kernel for every pod on the node; kubelets refuse the pod unless they are told to allow it.",
  bad: podOf(
    "",
    "securityContext: { sysctls: [{ name: kernel.msgmax, value: '65536' }] }",
  ),
  says: "got the sysctl kernel.msgmax on the pod, expected a safe one",
  good: podOf(
    "",
    "securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, value: '1' }] }",
  ),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      unsafeSysctls,
      "a safe one",
      "remove it, or set it on the nodes",
    );
  },
};
