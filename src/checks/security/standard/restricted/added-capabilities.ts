import { added, USUAL } from "../capabilities";
import { inContainers } from "../fault";
import type { Requirement } from "./requirement";

/** Since Kubernetes 1.22. Others than the usual ones are the baseline's. */
export const addedUsual: Requirement = {
  control: (pod, minor) =>
    minor < 22 || (pod.isWindows && minor >= 25)
      ? []
      : inContainers(pod, ({ security }) =>
          added(security)
            .filter(({ name }) => name !== "NET_BIND_SERVICE")
            .filter(({ name }) => USUAL.has(name))
            .map(({ name, at }) => ({ what: `the capability ${name}`, at })),
        ),
  where: "",
  write: "add no capability but NET_BIND_SERVICE",
};
