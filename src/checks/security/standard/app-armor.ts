import { fieldsOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "./example";
import { inContexts, type Control, type Fault } from "./fault";
import type { SecuredPod } from "./pod";
import { reportFaults } from "./report-faults";
import { show } from "../../../problems/place";
import { isProfile } from "./seccomp";

/** The field of 1.30 and the annotation that was before it. */
export const openAppArmor: Control = (pod) => [
  ...inContexts(pod, "appArmorProfile", (profile) => {
    const { type } = fieldsOf(profile);
    return isProfile(type) ? [] : [`the AppArmor profile ${show(type)}`];
  }),
  ...annotated(pod),
];

const ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";

function annotated({ workload }: SecuredPod): readonly Fault[] {
  return Object.entries(workload.annotations)
    .filter(([key]) => key.startsWith(ANNOTATION))
    .filter(
      ([, profile]) =>
        profile !== "" &&
        profile !== "runtime/default" &&
        !profile.startsWith("localhost/"),
    )
    .map(([key, profile]) => ({
      what: `the AppArmor profile ${show(profile)}`,
      path: [...workload.path, "metadata", "annotations", key],
      container: key.slice(ANNOTATION.length),
    }));
}

export const appArmor: Check = {
  id: "security/app-armor",
  severity: "warning",
  demands: "AppArmor's profile of the runtime is not taken away.",
  why: "Unconfined, nothing keeps a container from files and mounts that the runtime's profile denies.",
  bad: podOf("securityContext: { appArmorProfile: { type: Unconfined } }"),
  says: 'got the AppArmor profile "Unconfined" on the container "web", expected RuntimeDefault or Localhost',
  good: podOf("securityContext: { appArmorProfile: { type: RuntimeDefault } }"),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      openAppArmor,
      "RuntimeDefault or Localhost",
      "write appArmorProfile: { type: RuntimeDefault }, or remove it",
    );
  },
};
