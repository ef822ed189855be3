import type { Check } from "../check";
import { down } from "../../manifests/fields";
import { bytesOfEntries, KIB } from "./bytes";
import { counted } from "./called";

/** What the API server takes: `TotalAnnotationSizeLimitB` of apimachinery. */
export const MOST_ANNOTATIONS = 256 * KIB;

const noted = (size: number) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: prices, annotations: { note: ${"x".repeat(size)} } }
`;

export const annotationsSize: Check = {
  id: "gitops/annotations-size",
  severity: "error",
  demands: "An object's annotations have at most 262,144 bytes together.",
  why: "The API server refuses more.",
  bad: noted(MOST_ANNOTATIONS),
  says: "got annotations of 262,148 bytes, expected at most 262,144",
  good: noted(10),
  run: (index, report) => {
    for (const manifest of index.all) {
      const size = bytesOfEntries(
        down(manifest.object, "metadata", "annotations"),
      );
      if (size <= MOST_ANNOTATIONS) continue;
      report(
        manifest,
        ["metadata", "annotations"],
        `got annotations of ${counted(size)} bytes, expected at most ${counted(MOST_ANNOTATIONS)}`,
        "keep what is large in a ConfigMap",
      );
    }
  },
};
