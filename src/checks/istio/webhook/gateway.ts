import {
  fieldsOf,
  isSet,
  listOf,
  numberOf,
  textOf,
  textsOf,
} from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import { specOf } from "../../../manifests/metadata";
import { isHttp, isTls, protocolOf } from "../../../manifests/protocols";
import { refuse, warn, when, type Complaint, type Judge } from "./complaint";
import { isAddress, isDnsLabel, isPort, isWildDomain } from "./names";

export const judgeGateway: Judge = (manifest) => {
  const servers = listOf(specOf(manifest)["servers"]);
  const names = servers.map((server) =>
    textOf(fieldsOf(fieldsOf(server)["port"])["name"]),
  );
  return [
    ...when(
      servers.length === 0,
      refuse(["spec"], "got a Gateway without servers, expected at least one"),
    ),
    ...servers.flatMap((server, i) => serverAt(server, ["spec", "servers", i])),
    ...names.flatMap((name, i) =>
      when(
        names.indexOf(name) < i,
        refuse(
          ["spec", "servers", i, "port", "name"],
          `got the port name ${JSON.stringify(name)} twice, expected it once`,
        ),
      ),
    ),
  ];
};

function serverAt(value: unknown, path: Path): readonly Complaint[] {
  const { hosts, port, tls, bind } = fieldsOf(value);
  const { name, number, protocol: written } = fieldsOf(port);
  const protocol = protocolOf(textOf(written));
  const redirects = fieldsOf(tls)["httpsRedirect"] === true;
  const mode = textOf(fieldsOf(tls)["mode"]) || "PASSTHROUGH";
  const isPlain = isHttp(protocol) && mode === "PASSTHROUGH";
  return [
    ...when(
      textsOf(hosts).length === 0,
      refuse(path, "got a server without hosts, expected at least one"),
    ),
    ...textsOf(hosts).flatMap((host, i) => hostAt(host, [...path, "hosts", i])),
    ...when(
      !isSet(port),
      refuse(path, "got a server without a port, expected one"),
    ),
    ...when(
      isSet(port) && !protocol,
      refuse(
        [...path, "port", "protocol"],
        `got the protocol ${JSON.stringify(textOf(written))}, expected HTTP, HTTPS, GRPC, HTTP2, MONGO, TCP or TLS`,
      ),
    ),
    ...when(
      isSet(port) &&
        !isPort(numberOf(number)) &&
        !textOf(bind).startsWith("unix://"),
      refuse(
        [...path, "port", "number"],
        `got port ${String(number)}, expected 1 to 65535`,
      ),
    ),
    ...when(
      isSet(port) && textOf(name) === "",
      refuse([...path, "port"], "got a port without a name, expected one"),
    ),
    ...when(
      isTls(protocol) && !isSet(tls),
      refuse(
        path,
        `got the protocol ${textOf(written)} without tls, expected its settings`,
      ),
    ),
    ...when(
      isSet(port) &&
        protocol !== undefined &&
        !isTls(protocol) &&
        isSet(tls) &&
        !isPlain,
      refuse(
        [...path, "tls"],
        `got tls with the protocol ${textOf(written)}, expected HTTPS or TLS`,
      ),
    ),
    ...when(
      redirects && !isHttp(protocol),
      warn(
        [...path, "tls", "httpsRedirect"],
        "got httpsRedirect on a port that is not HTTP, expected an HTTP server",
      ),
    ),
    ...tlsAt(tls, [...path, "tls"]),
  ];
}

function hostAt(host: string, path: Path): readonly Complaint[] {
  const slash = host.indexOf("/");
  const [scope, name] =
    slash < 0 ? ["*", host] : [host.slice(0, slash), host.slice(slash + 1)];
  const isFine =
    (scope === "*" || scope === "." || isDnsLabel(scope)) &&
    (name === "*" ||
      isAddress(name) ||
      (name.includes(".") &&
        isWildDomain(name) &&
        (!name.includes("*") || name.startsWith("*."))));
  return when(
    !isFine,
    refuse(
      path,
      `got the host ${JSON.stringify(host)}, expected a whole domain name, *.domain or *, or namespace/ before it`,
    ),
  );
}

const CERTIFICATES = [
  "serverCertificate",
  "privateKey",
  "caCertificates",
  "credentialName",
];

function tlsAt(value: unknown, path: Path): readonly Complaint[] {
  if (!isSet(value)) return [];
  const tls = fieldsOf(value);
  const mode = textOf(tls["mode"]) || "PASSTHROUGH";
  const has = (field: string) =>
    textOf(tls[field]) !== "" || listOf(tls[field]).length > 0;
  const given = CERTIFICATES.filter(has);
  if (mode === "ISTIO_MUTUAL")
    return given.map((field) =>
      refuse(
        [...path, field],
        `got ${field} with TLS mode ISTIO_MUTUAL, expected none`,
      ),
    );
  if (mode.endsWith("PASSTHROUGH"))
    return when(
      given.length > 0,
      warn(
        path,
        `got certificates with TLS mode ${mode}, expected none, as they are ignored`,
      ),
    );
  if (has("credentialName") || has("credentialNames")) return [];
  const listed = has("tlsCertificates");
  const needed = [
    ...(listed ? [] : ["serverCertificate", "privateKey"]),
    ...(mode === "SIMPLE" ? [] : ["caCertificates"]),
  ];
  return needed
    .filter((field) => !has(field))
    .map((field) =>
      refuse(
        path,
        `got TLS mode ${mode} without ${field}, expected it or credentialName`,
      ),
    );
}
