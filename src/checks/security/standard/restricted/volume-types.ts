import { fieldsOf, isSet, listOf } from "../../../../manifests/fields";
import type { Requirement } from "./requirement";

/** hostPath is the baseline's. */
export const volumeTypes: Requirement = {
  control: ({ workload, specPath }) =>
    listOf(workload.spec["volumes"]).flatMap((entry, at) => {
      const volume = fieldsOf(entry);
      const isAllowed = ALLOWED.some((type) => isSet(volume[type]));
      if (isAllowed || isSet(volume["hostPath"])) return [];
      const { name } = volume;
      const types = Object.keys(volume).filter((key) => key !== "name");
      return [
        {
          what: `the ${types[0] ?? "untyped"} volume ${JSON.stringify(name ?? "")}`,
          path: [...specPath, "volumes", at],
        },
      ];
    }),
  where: "",
  write: "reach storage by a persistentVolumeClaim, csi or ephemeral volume",
};

const ALLOWED = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];
