import type { Given } from "../checks/options";
import { readObjective } from "../adopt/objective-text";
import type { AdoptSettings } from "../adopt/settings";
import { protocolOf, type Protocol } from "../manifests/protocols";
import type { ObjectiveProps } from "../mesh/objective";
import { PROTOCOLS } from "../mesh/port";
import { dnsLabel, labelKey, labelValue } from "../mesh/scalars";
import { nearest } from "../problems/nearest";
import { Place } from "../problems/place";
import type { Described, Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";

const EMITS = ["yaml", "ts"] as const;
const OUTPUTS = ["text", "json"] as const;

export interface AdoptOptions {
  readonly paths: readonly string[];
  readonly out: string;
  readonly output: (typeof OUTPUTS)[number];
  readonly force: boolean;
  /** What is written: manifests, or an app that makes them. */
  readonly emit: (typeof EMITS)[number];
  readonly settings: AdoptSettings;
}

export const OPTIONS = {
  out: {
    value: "FOLDER",
    help: "where everything is written (default: dist; app for TypeScript)",
  },
  emit: {
    value: "yaml|ts",
    help: "manifests, or a TypeScript app that makes them (default: yaml)",
  },
  force: {
    help: "write into a folder with files that sidelight did not write",
  },
  namespace: {
    value: "NAME",
    help: "the namespace of objects that name none (default: default)",
  },
  slo: {
    value: "OBJECTIVE",
    help: "what each service promises: availability=99.9,p95=500ms; as tickets",
  },
  protocol: {
    value: "SERVICE:PORT=PROTOCOL",
    help: "what a port speaks, where it is not what was found",
    many: true,
  },
  exclude: {
    value: "NAME",
    help: "a workload that is left as it is",
    many: true,
  },
  label: {
    value: "KEY=VALUE",
    help: "label by which the Prometheus operator finds rules and monitors",
    many: true,
  },
  scrape: {
    value: "operator|annotations",
    help: "who finds the pods (default: as the manifests say)",
  },
  revision: {
    value: "NAME",
    help: "revision or tag of the control plane (default: the default one)",
  },
  cni: { help: "the cluster runs istio-cni: injection needs no privileges" },
  output: {
    value: "text|json",
    help: "the report, for people or programs (default: text)",
  },
} as const;

/** The options of an adoption, or what is wrong with them. */
export function readOptions(given: Given): Described<AdoptOptions> {
  const { values, lists = {}, positionals: paths } = given;
  const problems: Problem[] = [];
  const at = (option: string) =>
    new Place(`sidelight adopt, --${option}`, problems);
  if (paths.length === 0)
    problems.push({
      severity: "error",
      where: "sidelight adopt",
      message: "got no path, expected files or folders of manifests",
      fix: "write sidelight adopt k8s/, or - for standard input",
    });
  const output = choice(textOf(values["output"]), OUTPUTS, at("output"));
  const scrape = choice(
    textOf(values["scrape"]),
    ["operator", "annotations"] as const,
    at("scrape"),
  );
  const emit = choice(textOf(values["emit"]), EMITS, at("emit")) ?? "yaml";
  const namespace = textOf(values["namespace"]);
  if (namespace !== undefined) dnsLabel(namespace, at("namespace"));
  const revision = textOf(values["revision"]);
  if (revision !== undefined) dnsLabel(revision, at("revision"));
  const slo = objective(textOf(values["slo"]), at("slo"));
  const protocols = readProtocols(lists["protocol"] ?? [], at("protocol"));
  const labels = readLabels(lists["label"] ?? [], at("label"));
  if (hasErrors(problems)) return { problems };
  return {
    problems,
    value: {
      paths,
      emit,
      out: textOf(values["out"]) ?? (emit === "ts" ? "app" : "dist"),
      output: output ?? "text",
      force: values["force"] === true,
      settings: {
        cni: values["cni"] === true,
        exclude: lists["exclude"] ?? [],
        protocols,
        ...(namespace !== undefined && { namespace }),
        ...(revision !== undefined && { revision }),
        ...(slo && { slo }),
        ...(Object.keys(labels).length > 0 && { labels }),
        ...(scrape && { scrape }),
      },
    },
  };
}

function textOf(value: string | true | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function choice<T extends string>(
  value: string | undefined,
  known: readonly T[],
  at: Place,
): T | undefined {
  if (value === undefined) return undefined;
  const found = known.find((one) => one === value);
  if (found === undefined)
    at.wrong(
      value,
      known.join(", "),
      `write ${nearest(value, known) ?? known.join(" or ")}`,
    );
  return found;
}

function objective(
  value: string | undefined,
  at: Place,
): ObjectiveProps | undefined {
  return value === undefined ? undefined : readObjective(value, at);
}

function readProtocols(
  given: readonly string[],
  at: Place,
): Readonly<Record<string, Protocol>> {
  return Object.fromEntries(
    given.flatMap((text): [string, Protocol][] => {
      const [, port, name = ""] = /^(.+:[^:=]+)=(.+)$/.exec(text) ?? [];
      const protocol = protocolOf(name);
      if (port !== undefined && protocol) return [[port, protocol]];
      if (port === undefined)
        at.wrong(
          text,
          "a Service, its port and what it speaks",
          "write it like --protocol cart:7070=grpc",
        );
      else
        at.wrong(
          name,
          `a protocol that Istio knows: ${PROTOCOLS.join(", ")}`,
          `write --protocol ${port}=${nearest(name, PROTOCOLS) ?? "http"}`,
        );
      return [];
    }),
  );
}

function readLabels(
  given: readonly string[],
  at: Place,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((text): [string, string] => {
      const [key = "", value] = text.split("=");
      if (value === undefined)
        at.wrong(
          text,
          "a label with its value",
          "write it like --label release=prometheus",
        );
      labelKey(key, at);
      labelValue(value ?? "", at);
      return [key, value ?? ""];
    }),
  );
}
