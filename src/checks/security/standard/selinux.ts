import { fieldsOf, textOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "./example";
import { inContexts, type Control } from "./fault";
import { reportFaults } from "./report-faults";
import { show } from "../../../problems/place";

/** container_engine_t since Kubernetes 1.31. */
export const otherSelinux: Control = (pod, minor) =>
  inContexts(pod, "seLinuxOptions", (options) => {
    const { type, user, role } = fieldsOf(options);
    const isKnown =
      TYPES.has(textOf(type)) ||
      (minor >= 31 && textOf(type) === "container_engine_t");
    return [
      ...(isKnown ? [] : [`the SELinux type ${show(type)}`]),
      ...(textOf(user) === "" ? [] : [`the SELinux user ${show(user)}`]),
      ...(textOf(role) === "" ? [] : [`the SELinux role ${show(role)}`]),
    ];
  });

const TYPES: ReadonlySet<string> = new Set([
  "",
  "container_t",
  "container_init_t",
  "container_kvm_t",
]);

export const selinux: Check = {
  id: "security/selinux",
  severity: "warning",
  demands: "SELinux options keep a container's own type, user and role.",
  why: "Another type may be one that the policy confines less, another user or role reaches what other containers have.",
  bad: podOf("securityContext: { seLinuxOptions: { type: spc_t } }"),
  says: 'got the SELinux type "spc_t" on the container "web", expected container_t, container_init_t, container_kvm_t or container_engine_t',
  good: podOf("securityContext: { seLinuxOptions: { type: container_t } }"),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      otherSelinux,
      "container_t, container_init_t, container_kvm_t or container_engine_t",
      "remove the option; level alone may be set",
    );
  },
};
