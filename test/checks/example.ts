import type { Check } from "../../src/checks/check";

/** Checks to try the machinery with: every host is known, every port has a name. */
export const HOSTS: Check = {
  id: "test/host",
  severity: "error",
  demands: "A host is called cart.",
  why: "There is no other.",
  bad: "",
  says: "",
  good: "",
  run: (index, report) => {
    for (const manifest of index.all) {
      const { host } = manifest.object as { readonly host?: unknown };
      if (typeof host === "string" && host !== "cart")
        report(
          manifest,
          ["host"],
          `got host ${host}, expected cart`,
          "write cart",
        );
    }
  },
};

export const PORTS: Check = {
  ...HOSTS,
  id: "test/port",
  severity: "warning",
  run: (index, report) => {
    for (const manifest of index.all)
      if (!("port" in manifest.object))
        report(manifest, [], "got no port, expected one");
  },
};
