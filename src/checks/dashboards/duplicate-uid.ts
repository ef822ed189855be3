import { dirname } from "node:path";
import type { Dashboard } from "../../manifests/dashboards/dashboard";
import { dashboardsOf } from "../../manifests/dashboards/read";
import { namespaceOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { dashboardYaml, panel } from "./example";

const shop = dashboardYaml([panel()]);
const cart = (uid: string) =>
  dashboardYaml([panel()], [], { title: "Cart", uid }).replace(
    "name: shop",
    "name: cart",
  );

export const duplicateUid: Check = {
  id: "dashboard/duplicate-uid",
  severity: "warning",
  demands: "Dashboards that land in one place have ids of their own.",
  why: "Grafana takes one of the two, or stops writing both, and links lead to whichever it is.",
  bad: `${shop}---\n${cart("shop")}`,
  says: 'dashboard "Cart": got the uid shop, which dashboard "Shop" of ConfigMap shop has',
  good: `${shop}---\n${cart("cart")}`,
  run(index, report) {
    const first = new Map<string, Dashboard>();
    for (const dashboard of dashboardsOf(index)) {
      const { uid, manifest, path, called } = dashboard;
      if (uid === "") continue;
      const key = JSON.stringify([placeOf(dashboard), uid]);
      const before = first.get(key);
      if (!before) first.set(key, dashboard);
      else if (!isSame(before, dashboard))
        report(
          manifest,
          [...path, "uid"],
          `${called}: got the uid ${uid}, which ${before.called} of ${whereIs(before)} has`,
          "give it a uid of its own",
        );
    }
  },
};

/** A namespace, or a folder: what one Grafana reads together. */
function placeOf({ manifest }: Dashboard): string {
  return manifest.identity.kind === ""
    ? `file ${dirname(manifest.file)}`
    : `namespace ${namespaceOf(manifest)}`;
}

/** One object that was read twice, from a base and from what was made of it. */
function isSame(a: Dashboard, b: Dashboard): boolean {
  if (a.manifest === b.manifest) return false;
  const [one, other] = [a.manifest.identity, b.manifest.identity];
  return one.kind !== "" && one.kind === other.kind && one.name === other.name;
}

function whereIs({ manifest: { identity, file } }: Dashboard): string {
  return identity.kind === "" ? file : `${identity.kind} ${identity.name}`;
}
