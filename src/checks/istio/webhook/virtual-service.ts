import {
  fieldsOf,
  isFields,
  listOf,
  textOf,
  textsOf,
  type Fields,
} from "../../../manifests/fields";
import { hostsMeet, isWithin } from "../../../manifests/hosts";
import { specOf } from "../../../manifests/metadata";
import { refuse, warn, when, type Complaint, type Judge } from "./complaint";
import { routeAt } from "./destinations";
import { exportToAt } from "./export-to";
import { httpRouteAt } from "./http-route";
import { gatewaysAt, isClaim } from "./matches";
import { isAddress, isSubnet, isWildDomain } from "./names";

export const judgeVirtualService: Judge = (manifest) => {
  const spec = specOf(manifest);
  const isDelegate = textsOf(spec["hosts"]).length === 0;
  const empty = (["http", "tcp", "tls"] as const).every(
    (protocol) => listOf(spec[protocol]).length === 0,
  );
  const inDelegate = ["gateways", "tls", "tcp"].filter(
    (field) => listOf(spec[field]).length > 0,
  );
  return [
    ...when(
      empty,
      refuse(
        ["spec"],
        "got no routes, expected at least one of http, tcp and tls",
      ),
    ),
    ...(isDelegate ? inDelegate : []).map((field) =>
      refuse(
        ["spec", field],
        `got ${field} in a VirtualService without hosts, which others delegate to, expected http alone`,
      ),
    ),
    ...gatewaysAt(spec["gateways"], ["spec", "gateways"]),
    ...hostsOf(spec),
    ...listOf(spec["http"]).flatMap((rule, i) =>
      httpRouteAt(rule, ["spec", "http", i], isDelegate),
    ),
    ...listOf(spec["tls"]).flatMap((rule, i) => tlsRouteAt(rule, i, spec)),
    ...listOf(spec["tcp"]).flatMap((rule, i) => tcpRouteAt(rule, i)),
    ...exportToAt(manifest),
    ...claimsOf(spec),
  ];
};

function hostsOf(spec: Fields): readonly Complaint[] {
  const hosts = textsOf(spec["hosts"]);
  const inMesh = isInMesh(spec);
  const wrong = hosts.flatMap((host, i) => [
    ...when(
      !isWildDomain(host) && !isAddress(host) && !host.startsWith("outbound_"),
      refuse(
        ["spec", "hosts", i],
        `got the host ${JSON.stringify(host)}, expected a domain name`,
      ),
    ),
    ...when(
      host === "*" && inMesh,
      refuse(
        ["spec", "hosts", i],
        'got the host "*" within the mesh, expected a host of a service',
      ),
    ),
  ]);
  if (wrong.length > 0) return wrong;
  return hosts.flatMap((host, i) =>
    hosts
      .slice(0, i)
      .filter((other) => hostsMeet(other, host))
      .map((other) =>
        refuse(
          ["spec", "hosts", i],
          `got the hosts ${JSON.stringify(other)} and ${JSON.stringify(host)}, expected hosts of which none is within another`,
        ),
      ),
  );
}

function isInMesh(spec: Fields): boolean {
  const gateways = textsOf(spec["gateways"]);
  return gateways.length === 0 || gateways.includes("mesh");
}

function claimsOf(spec: Fields): readonly Complaint[] {
  if (!isInMesh(spec)) return [];
  return listOf(spec["http"]).flatMap((rule, i) =>
    listOf(fieldsOf(rule)["match"]).flatMap((match, j) =>
      ["headers", "withoutHeaders"].flatMap((field) =>
        Object.keys(fieldsOf(fieldsOf(match)[field]))
          .filter(isClaim)
          .map((name) =>
            refuse(
              ["spec", "http", i, "match", j, field, name],
              `got a route by the claim ${JSON.stringify(name)} within the mesh, expected a gateway`,
            ),
          ),
      ),
    ),
  );
}

function tlsRouteAt(
  value: unknown,
  i: number,
  spec: Fields,
): readonly Complaint[] {
  const { match, route } = fieldsOf(value);
  const path = ["spec", "tls", i];
  const hosts = textsOf(spec["hosts"]);
  return [
    ...when(
      listOf(match).length === 0,
      refuse(
        path,
        "got a tls rule without a match, expected one with sniHosts",
      ),
    ),
    ...listOf(match).flatMap((entry, j) => {
      const at = [...path, "match", j];
      const names = textsOf(fieldsOf(entry)["sniHosts"]);
      return [
        ...when(
          names.length === 0,
          refuse(at, "got a tls match without sniHosts, expected at least one"),
        ),
        ...names.flatMap((name, k) =>
          sniHostAt(name, [...at, "sniHosts", k], hosts),
        ),
        ...subnetsAt(entry, at),
      ];
    }),
    ...when(
      listOf(route).length === 0,
      refuse(path, "got a tls rule without a route, expected one"),
    ),
    ...routeAt(route, [...path, "route"]),
  ];
}

function sniHostAt(
  name: string,
  path: readonly (string | number)[],
  hosts: readonly string[],
): readonly Complaint[] {
  if (isAddress(name))
    return [
      warn(
        path,
        `got the address ${name} as an SNI host, expected a domain name`,
      ),
    ];
  return when(
    !name.startsWith("outbound_") &&
      !(isWildDomain(name) && hosts.some((host) => isWithin(name, host))),
    refuse(
      path,
      `got the SNI host ${JSON.stringify(name)}, expected one within the hosts of the VirtualService`,
    ),
  );
}

function tcpRouteAt(value: unknown, i: number): readonly Complaint[] {
  const { match, route } = fieldsOf(value);
  const path = ["spec", "tcp", i];
  return [
    ...listOf(match).flatMap((entry, j) =>
      subnetsAt(entry, [...path, "match", j]),
    ),
    ...when(
      isFields(value) && listOf(route).length === 0,
      refuse(path, "got a tcp rule without a route, expected one"),
    ),
    ...routeAt(route, [...path, "route"]),
  ];
}

function subnetsAt(
  match: unknown,
  path: readonly (string | number)[],
): readonly Complaint[] {
  const { destinationSubnets, gateways } = fieldsOf(match);
  const wrong = textsOf(destinationSubnets).flatMap((subnet, i) =>
    when(
      !isSubnet(textOf(subnet)),
      refuse(
        [...path, "destinationSubnets", i],
        `got the subnet ${JSON.stringify(subnet)}, expected an address or a CIDR block`,
      ),
    ),
  );
  return [...wrong, ...gatewaysAt(gateways, [...path, "gateways"])];
}
