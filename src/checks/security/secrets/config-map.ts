import { labelsOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { secretsInFile, secretUnder } from "./secret-in";

const settings = (line: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data:
  application.properties: |
    server.port=8080
    ${line}
`;

export const secretInConfigMap: Check = {
  id: "security/secret-in-config-map",
  severity: "warning",
  demands: "A ConfigMap holds no secret.",
  why: "ConfigMaps are for what everybody may read: roles that may not see Secrets see them, and they are not encrypted at rest.",
  bad: settings("spring.datasource.password=hunter2"),
  says: "got a password in application.properties, under spring.datasource.password, expected it in a Secret",
  good: settings("spring.datasource.password=${DB_PASSWORD}"),
  conceals: true,
  run: (index, report) => {
    for (const manifest of index.kind("/ConfigMap"))
      for (const [key, text] of Object.entries(
        labelsOf(manifest.object["data"]),
      ))
        for (const { what, name, offset } of secretsOf(key, text))
          report(
            manifest,
            ["data", key],
            `got ${what} in ${key}${name === "" ? "" : `, under ${name}`}, expected it in a Secret`,
            "move it to a Secret, and change it: it is known now",
            undefined,
            manifest.within?.(["data", key], offset),
          );
  },
};

function secretsOf(key: string, text: string) {
  const inside = secretsInFile(key, text);
  if (inside.length > 0 || text.includes("\n")) return inside;
  const what = secretUnder(key, text);
  return what === undefined ? [] : [{ what, name: "", offset: 0 }];
}
