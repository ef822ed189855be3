import {
  fieldsOf,
  isSet,
  listOf,
  numberOf,
  textOf,
  textsOf,
} from "../../../manifests/fields";
import { specOf } from "../../../manifests/metadata";
import { isHttp, isTls, protocolOf } from "../../../manifests/protocols";
import { refuse, warn, when, type Judge } from "./complaint";
import { exportToAt } from "./export-to";
import { isDnsLabel, isDomain, isPort, isSubnet, isWildDomain } from "./names";

export const judgeServiceEntry: Judge = (manifest) => {
  const spec = specOf(manifest);
  const [hosts, addresses] = [
    textsOf(spec["hosts"]),
    textsOf(spec["addresses"]),
  ];
  const [ports, endpoints] = [
    listOf(spec["ports"]).map(fieldsOf),
    listOf(spec["endpoints"]),
  ];
  const resolution = textOf(spec["resolution"]) || "NONE";
  const isDns = resolution === "DNS" || resolution === "DNS_ROUND_ROBIN";
  const protocols = ports.map(({ protocol }) => protocolOf(textOf(protocol)));
  return [
    ...when(
      isSet(spec["workloadSelector"]) && isSet(spec["endpoints"]),
      refuse(
        ["spec", "endpoints"],
        "got workloadSelector and endpoints, expected one of them",
      ),
    ),
    ...when(
      hosts.length === 0,
      refuse(["spec"], "got no hosts, expected at least one"),
    ),
    ...hosts.flatMap((host, i) => [
      ...when(
        host === "*" || !isWildDomain(host),
        refuse(
          ["spec", "hosts", i],
          `got the host ${JSON.stringify(host)}, expected a domain name`,
        ),
      ),
      ...when(
        host.startsWith("*") &&
          host.length > 1 &&
          !host.startsWith("*.") &&
          resolution !== "DYNAMIC_DNS",
        warn(
          ["spec", "hosts", i],
          `got the host ${JSON.stringify(host)}, expected * before a dot only`,
        ),
      ),
      ...when(
        isDns && endpoints.length === 0 && !isDomain(host),
        refuse(
          ["spec", "hosts", i],
          `got the host ${JSON.stringify(host)} with resolution ${resolution} and no endpoints, expected one to look up`,
        ),
      ),
    ]),
    ...addresses.flatMap((address, i) =>
      when(
        !isSubnet(address),
        refuse(
          ["spec", "addresses", i],
          `got the address ${JSON.stringify(address)}, expected an address or a CIDR block`,
        ),
      ),
    ),
    ...when(
      addresses.some((address) => address.includes("/")) &&
        resolution !== "NONE" &&
        resolution !== "STATIC",
      refuse(
        ["spec", "addresses"],
        `got a CIDR block with resolution ${resolution}, expected NONE or STATIC`,
      ),
    ),
    ...ports.flatMap(({ name, number, protocol }, i) => {
      const path = ["spec", "ports", i];
      const isTwice = (field: string) =>
        ports.findIndex((port) => port[field] === ports[i]?.[field]) < i;
      return [
        ...when(
          isTwice("name"),
          refuse(
            [...path, "name"],
            `got the port name ${JSON.stringify(name)} twice, expected it once`,
          ),
        ),
        ...when(
          isTwice("number"),
          refuse(
            [...path, "number"],
            `got port ${String(number)} twice, expected it once`,
          ),
        ),
        ...when(
          !isDnsLabel(textOf(name)),
          refuse(
            [...path, "name"],
            `got the port name ${JSON.stringify(textOf(name))}, expected letters, digits and -`,
          ),
        ),
        ...when(
          !isPort(numberOf(number)),
          refuse(
            [...path, "number"],
            `got port ${String(number)}, expected 1 to 65535`,
          ),
        ),
        ...when(
          textOf(protocol) !== "" && !protocols[i],
          refuse(
            [...path, "protocol"],
            `got the protocol ${JSON.stringify(protocol)}, expected one that Istio knows`,
          ),
        ),
        ...when(
          resolution === "NONE" &&
            addresses.length === 0 &&
            ["", "TCP"].includes(textOf(protocol)),
          warn(
            path,
            `got the TCP port ${String(number)} with resolution NONE, expected addresses`,
          ),
        ),
      ];
    }),
    ...when(
      resolution === "NONE" && endpoints.length > 0,
      refuse(
        ["spec", "endpoints"],
        "got endpoints with resolution NONE, expected STATIC or DNS",
      ),
    ),
    ...when(
      resolution === "DNS_ROUND_ROBIN" && endpoints.length > 1,
      refuse(
        ["spec", "endpoints"],
        `got ${String(endpoints.length)} endpoints with resolution DNS_ROUND_ROBIN, expected one at most`,
      ),
    ),
    ...when(
      resolution !== "NONE" &&
        hosts.length > 1 &&
        protocols.some((one) => !isHttp(one) && !isTls(one)),
      refuse(
        ["spec", "hosts"],
        "got several hosts with a port that is neither HTTP nor TLS, expected one host",
      ),
    ),
    ...exportToAt(manifest),
  ];
};
