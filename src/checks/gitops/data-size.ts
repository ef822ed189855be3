import { fieldsOf } from "../../manifests/fields";
import type { Manifest } from "../../manifests/manifest";
import type { Check } from "../check";
import { bytesOfValues, MIB } from "./bytes";
import { counted } from "./called";

/** `MaxSecretSize` of Kubernetes, for the values of ConfigMaps and Secrets alike. */
const MOST_DATA = MIB;

const dashboards = (size: number) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: dashboards }
data: { mesh.json: ${"x".repeat(size)} }
`;

export const dataSize: Check = {
  id: "gitops/data-size",
  severity: "error",
  demands: "A ConfigMap or Secret holds at most 1 MiB.",
  why: "The API server refuses more.",
  bad: dashboards(MOST_DATA + 1),
  says: "got 1,048,577 bytes of data, expected at most 1,048,576",
  good: dashboards(10),
  run: (index, report) => {
    const judge = (manifest: Manifest, size: number) => {
      if (size <= MOST_DATA) return;
      report(
        manifest,
        ["data"],
        `got ${counted(size)} bytes of data, expected at most ${counted(MOST_DATA)}`,
        "split it in two, or keep the data in a volume or an image",
      );
    };
    for (const manifest of index.kind("/ConfigMap")) {
      const { data, binaryData } = manifest.object;
      judge(
        manifest,
        bytesOfValues(data) + bytesOfValues(binaryData, "base64"),
      );
    }
    for (const manifest of index.kind("/Secret")) {
      const plain = fieldsOf(manifest.object["stringData"]);
      const encoded = Object.entries(fieldsOf(manifest.object["data"])).filter(
        ([key]) => !(key in plain),
      );
      judge(
        manifest,
        bytesOfValues(plain) +
          bytesOfValues(Object.fromEntries(encoded), "base64"),
      );
    }
  },
};
