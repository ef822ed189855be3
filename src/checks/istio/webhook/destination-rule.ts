import {
  down,
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  numberOf,
  textOf,
} from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import { specOf } from "../../../manifests/metadata";
import { refuse, warn, when, type Complaint, type Judge } from "./complaint";
import { durationAt } from "./durations";
import { exportToAt } from "./export-to";
import { isDnsLabel, isLabel, isWildDomain } from "./names";

export const judgeDestinationRule: Judge = (manifest) => {
  const spec = specOf(manifest);
  const host = textOf(spec["host"]);
  const names = listOf(spec["subsets"]).map((one) =>
    textOf(fieldsOf(one)["name"]),
  );
  return [
    ...when(
      !isWildDomain(host),
      refuse(
        ["spec", "host"],
        `got the host ${JSON.stringify(host)}, expected a domain name`,
      ),
    ),
    ...policyAt(spec["trafficPolicy"], ["spec", "trafficPolicy"]),
    ...names.flatMap((name, i) => {
      const path = ["spec", "subsets", i];
      const { labels, trafficPolicy } = fieldsOf(listOf(spec["subsets"])[i]);
      return [
        ...when(
          names.indexOf(name) < i,
          refuse(
            [...path, "name"],
            `got the subset ${JSON.stringify(name)} twice, expected it once`,
          ),
        ),
        ...when(
          !isDnsLabel(name),
          refuse(
            [...path, "name"],
            `got the subset name ${JSON.stringify(name)}, expected letters, digits and -`,
          ),
        ),
        ...Object.entries(labelsOf(labels))
          .filter(([key, value]) => !isLabel(key, value))
          .map(([key, value]) =>
            refuse(
              [...path, "labels", key],
              `got the label ${key}=${value}, expected one that Kubernetes takes`,
            ),
          ),
        ...policyAt(trafficPolicy, [...path, "trafficPolicy"]),
      ];
    }),
    ...exportToAt(manifest),
  ];
};

const SETTINGS = ["outlierDetection", "connectionPool", "loadBalancer", "tls"];
const WIDER = ["portLevelSettings", "tunnel", "proxyProtocol", "retryBudget"];

function policyAt(value: unknown, path: Path): readonly Complaint[] {
  if (!isSet(value)) return [];
  const policy = fieldsOf(value);
  if (![...SETTINGS, ...WIDER].some((field) => isSet(policy[field])))
    return [refuse(path, "got an empty trafficPolicy, expected a setting")];
  return [
    ...when(
      isSet(policy["tunnel"]) && isSet(policy["proxyProtocol"]),
      refuse(path, "got tunnel and proxyProtocol, expected one of them"),
    ),
    ...settingsAt(value, path),
    ...listOf(policy["portLevelSettings"]).flatMap((port, i) => {
      const at = [...path, "portLevelSettings", i];
      return [
        ...when(
          !isSet(fieldsOf(port)["port"]),
          refuse(at, "got port settings without a port, expected one"),
        ),
        ...when(
          !SETTINGS.some((field) => isSet(fieldsOf(port)[field])),
          refuse(at, "got empty port settings, expected a setting"),
        ),
        ...settingsAt(port, at),
      ];
    }),
  ];
}

function settingsAt(value: unknown, path: Path): readonly Complaint[] {
  const { outlierDetection, connectionPool, loadBalancer, tls } =
    fieldsOf(value);
  return [
    ...outliersAt(outlierDetection, [...path, "outlierDetection"]),
    ...poolAt(connectionPool, [...path, "connectionPool"]),
    ...balancerAt(loadBalancer, isSet(outlierDetection), [
      ...path,
      "loadBalancer",
    ]),
    ...tlsAt(tls, [...path, "tls"]),
  ];
}

function outliersAt(value: unknown, path: Path): readonly Complaint[] {
  const outlier = fieldsOf(value);
  const local = numberOf(outlier["consecutiveLocalOriginFailures"]) ?? 0;
  return [
    ...["baseEjectionTime", "interval"].flatMap((field) =>
      durationAt(outlier[field], [...path, field]),
    ),
    ...when(
      (numberOf(outlier["consecutiveErrors"]) ?? 0) !== 0,
      warn(
        [...path, "consecutiveErrors"],
        "got consecutiveErrors, expected consecutive5xxErrors, which replaces it",
      ),
    ),
    ...when(
      local > 0 && outlier["splitExternalLocalOriginErrors"] !== true,
      refuse(
        path,
        "got consecutiveLocalOriginFailures alone, expected splitExternalLocalOriginErrors with it",
      ),
    ),
    ...["maxEjectionPercent", "minHealthPercent"].flatMap((field) => {
      const share = numberOf(outlier[field]) ?? 0;
      return when(
        share < 0 || share > 100,
        refuse(
          [...path, field],
          `got ${String(share)} percent, expected 0 to 100`,
        ),
      );
    }),
  ];
}

function poolAt(value: unknown, path: Path): readonly Complaint[] {
  if (!isSet(value)) return [];
  const { http, tcp } = fieldsOf(value);
  if (!isSet(http) && !isSet(tcp))
    return [refuse(path, "got an empty connectionPool, expected http or tcp")];
  const negative = (of: unknown, at: Path) =>
    Object.entries(fieldsOf(of))
      .filter(([, number]) => typeof number === "number" && number < 0)
      .map(([field, number]) =>
        refuse(
          [...at, field],
          `got ${field} ${String(number)}, expected 0 or more`,
        ),
      );
  const { h2UpgradePolicy, useClientProtocol } = fieldsOf(http);
  return [
    ...negative(http, [...path, "http"]),
    ...negative(tcp, [...path, "tcp"]),
    ...durationAt(down(http, "idleTimeout"), [...path, "http", "idleTimeout"]),
    ...["connectTimeout", "maxConnectionDuration"].flatMap((field) =>
      durationAt(down(tcp, field), [...path, "tcp", field]),
    ),
    ...when(
      h2UpgradePolicy === "UPGRADE" && useClientProtocol === true,
      refuse(
        [...path, "http"],
        "got useClientProtocol with h2UpgradePolicy UPGRADE, expected one of them",
      ),
    ),
  ];
}

function balancerAt(
  value: unknown,
  hasOutliers: boolean,
  path: Path,
): readonly Complaint[] {
  const { localityLbSetting, consistentHash } = fieldsOf(value);
  const { distribute, failover, failoverPriority } =
    fieldsOf(localityLbSetting);
  const cookie = fieldsOf(consistentHash)["httpCookie"];
  const at = [...path, "localityLbSetting"];
  const failsOver =
    listOf(failover).length + listOf(failoverPriority).length > 0;
  return [
    ...when(
      isSet(cookie) && textOf(fieldsOf(cookie)["name"]) === "",
      refuse(
        [...path, "consistentHash", "httpCookie"],
        "got an httpCookie without a name, expected one",
      ),
    ),
    ...when(
      listOf(distribute).length > 0 && listOf(failover).length > 0,
      refuse(at, "got distribute and failover, expected one of them"),
    ),
    ...when(
      failsOver && !hasOutliers,
      warn(
        at,
        "got failover without outlierDetection, expected it, as it decides when to fail over",
      ),
    ),
    ...listOf(distribute).flatMap((entry, i) => {
      const weights = Object.values(fieldsOf(fieldsOf(entry)["to"])).map(
        (weight) => numberOf(weight) ?? 0,
      );
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return when(
        weights.some((weight) => weight <= 0) || total !== 100,
        refuse(
          [...at, "distribute", i, "to"],
          `got weights of ${String(total)} in all, expected 100 in parts above 0`,
        ),
      );
    }),
  ];
}

function tlsAt(value: unknown, path: Path): readonly Complaint[] {
  const tls = fieldsOf(value);
  const has = (field: string) => textOf(tls[field]) !== "";
  const mode = textOf(tls["mode"]);
  if (mode !== "SIMPLE" && mode !== "MUTUAL") return [];
  if (has("credentialName"))
    return ["clientCertificate", "caCertificates", "privateKey", "caCrl"]
      .filter(has)
      .map((field) =>
        refuse(
          [...path, field],
          `got credentialName and ${field}, expected one of them`,
        ),
      );
  return (mode === "MUTUAL" ? ["clientCertificate", "privateKey"] : [])
    .filter((field) => !has(field))
    .map((field) =>
      refuse(path, `got TLS mode MUTUAL without ${field}, expected it`),
    );
}
