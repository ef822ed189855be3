import {
  fieldsOf,
  listOf,
  textOf,
  textsOf,
  type Fields,
} from "../../manifests/fields";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import {
  customMetricCheck,
  describeCustomMetric,
} from "../../mesh/custom-metric";
import type {
  CustomMetric,
  CustomMetricProps,
  Expression,
} from "../../mesh/custom-metric";
import { printProblem } from "../../problems/print";
import { Place } from "../../problems/place";
import type { Problem } from "../../problems/problem";
import type { Note } from "../notes";
import { parseMixer } from "./expression";
import { toCel } from "./to-cel";

/** Mixer's group: it left Istio with 1.8, and today nothing serves its kinds. */
export function isMixer({ identity }: Manifest): boolean {
  return identity.apiVersion.startsWith("config.istio.io/");
}

/** Metrics of Mixer in today's form, by the namespace in which they count. */
export interface MixerMetrics {
  readonly metrics: ReadonlyMap<string, readonly CustomMetric[]>;
  readonly notes: readonly Note[];
}

const KINDS: Readonly<Record<string, CustomMetricProps["type"]>> = {
  COUNTER: "counter",
  GAUGE: "gauge",
  DISTRIBUTION: "histogram",
};

/**
 * The metrics that handlers of Prometheus define over instances, whether these
 * are written as `metric` and `prometheus` or as `instance` and `handler`. A
 * rule that binds the two is not needed any more; where there was none, the
 * metric never counted, and that is said.
 */
export function mixerMetrics(manifests: readonly Manifest[]): MixerMetrics {
  const mixer = manifests.filter(isMixer);
  const metrics = new Map<string, CustomMetric[]>();
  const notes: Note[] = [];
  const used = new Set<Manifest>();
  for (const handler of mixer) {
    const adapter = paramsOf(
      handler,
      "prometheus",
      "handler",
      "compiledAdapter",
    );
    if (!adapter) continue;
    used.add(handler);
    const namespace = namespaceOf(handler);
    for (const entry of listOf(adapter["metrics"]).map(fieldsOf)) {
      const wanted = textOf(entry["instance_name"] ?? entry["instanceName"]);
      const instance = mixer.find((one) => isInstance(one, wanted, namespace));
      const say = (text: string) =>
        notes.push({
          namespace,
          about: `Mixer's metric ${textOf(entry["name"])}`,
          text,
        });
      if (!instance) {
        say(`left out: its instance ${wanted} is in none of the manifests`);
        continue;
      }
      used.add(instance);
      const metric = convert(entry, instanceParams(instance) ?? {}, say);
      if (!metric) continue;
      const others = metrics.get(namespace) ?? [];
      metrics.set(namespace, [...others, metric]);
      const rules = mixer.filter(
        (one) => one.identity.kind === "rule" && binds(one, handler),
      );
      rules.forEach((rule) => used.add(rule));
      say(
        `counts as ${metric.metric} by an EnvoyFilter, since Mixer left Istio with 1.8${rules.length === 0 ? "; no rule bound it to its handler, so it never counted before" : ""}`,
      );
      for (const match of rules.map((rule) => textOf(specOf(rule)["match"])))
        if (match !== "")
          say(
            `its rule's condition ${match} is left out: it counts every HTTP request`,
          );
    }
  }
  for (const { identity } of mixer.filter((one) => !used.has(one)))
    notes.push({
      namespace: identity.namespace ?? "default",
      about: `${identity.kind} ${identity.name}`,
      text: "left out: Mixer left Istio with 1.8, and nothing reads it",
    });
  return { metrics, notes };
}

/** What a kind of its own says in its spec, and the general kind in `params`. */
function paramsOf(
  manifest: Manifest,
  kind: string,
  general: string,
  compiled: string,
): Fields | undefined {
  const spec = specOf(manifest);
  if (manifest.identity.kind === kind) return spec;
  return manifest.identity.kind === general && spec[compiled] === kind
    ? fieldsOf(spec["params"])
    : undefined;
}

function instanceParams(manifest: Manifest): Fields | undefined {
  return paramsOf(manifest, "metric", "instance", "compiledTemplate");
}

/** `doublerequestcount.metric.istio-system`, or a shorter form of it. */
function isInstance(
  manifest: Manifest,
  wanted: string,
  namespace: string,
): boolean {
  if (!instanceParams(manifest)) return false;
  const [name, , within = namespace] = wanted.split(".");
  return manifest.identity.name === name && namespaceOf(manifest) === within;
}

/** `doublehandler.prometheus`, `doublehandler`. */
function binds(rule: Manifest, handler: Manifest): boolean {
  return listOf(specOf(rule)["actions"]).some(
    (action) =>
      textOf(fieldsOf(action)["handler"]).split(".")[0] ===
      handler.identity.name,
  );
}

function convert(
  entry: Fields,
  { value, dimensions }: Fields,
  say: (text: string) => void,
): CustomMetric | undefined {
  const name = textOf(entry["name"]);
  const type = KINDS[textOf(entry["kind"]) || "COUNTER"];
  const labels: Record<string, Expression> = {};
  const all = fieldsOf(dimensions);
  const wanted = textsOf(entry["label_names"] ?? entry["labelNames"]);
  for (const label of wanted.length > 0 ? wanted : Object.keys(all)) {
    const found = expressionOf(textOf(all[label]));
    if ("lacks" in found)
      say(`its label ${label} is left out: ${found.lacks} has no equivalent`);
    else labels[label] = found.expression;
  }
  const counted = expressionOf(String(value ?? "1"));
  if ("lacks" in counted || type === undefined) {
    say(
      `left out: ${"lacks" in counted ? `its value, ${counted.lacks},` : `its kind ${textOf(entry["kind"])}`} has no equivalent`,
    );
    return undefined;
  }
  const { expression } = counted;
  const cel =
    typeof expression === "string" ? expression : expression.destination;
  const props: CustomMetricProps = {
    name,
    type,
    value: /^\d+$/.test(cel) ? Number(cel) : cel,
    labels,
  };
  const problems: Problem[] = [];
  customMetricCheck(props, new Place(`metric ${name}`, problems));
  if (problems.length > 0) {
    say(`left out: ${problems.map(printProblem).join("; ")}`);
    return undefined;
  }
  return describeCustomMetric(props, new Place(name, problems));
}

/** As both proxies evaluate it; a text where they do alike. */
function expressionOf(
  text: string,
): { readonly expression: Expression } | { readonly lacks: string } {
  const tree = parseMixer(text);
  if (!tree) return { lacks: text === "" ? "nothing" : text };
  const [source, destination] = [
    toCel(tree, "source"),
    toCel(tree, "destination"),
  ];
  if ("lacks" in source) return source;
  if ("lacks" in destination) return destination;
  return {
    expression:
      source.cel === destination.cel
        ? source.cel
        : { source: source.cel, destination: destination.cel },
  };
}
