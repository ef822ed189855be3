import { build } from "./build";
import { chunksOf } from "./documents";
import { eventsOf } from "./events";
import { filesAt } from "./files";
import type { MeshConfig } from "./mesh-config";
import type { Described } from "../problems/problem";
import { Refusal } from "./unread";

/**
 * Mesh settings from a file: as they are, in the ConfigMap that istiod reads
 * (`data.mesh`), or in an IstioOperator (`spec.meshConfig`).
 */
export function readMeshConfig(path: string): Described<MeshConfig> {
  const [source] = filesAt(path);
  if (!source || "check" in source)
    return wrong(path, source?.message ?? "got nothing, expected a file");
  try {
    const outer = valueOf(source.text);
    const mesh = field(field(outer, "data"), "mesh");
    const value =
      typeof mesh === "string"
        ? valueOf(mesh)
        : (field(field(outer, "spec"), "meshConfig") ?? outer ?? {});
    return isMap(value)
      ? { value, problems: [] }
      : wrong(path, "got no object, expected mesh settings");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return wrong(path, error.message);
  }
}

/** The first document that holds something. */
function valueOf(text: string): unknown {
  for (const chunk of chunksOf(text))
    for (const { value } of build(eventsOf(chunk.text)))
      if (value !== null && value !== undefined) return value;
  return undefined;
}

function wrong(path: string, message: string): Described<MeshConfig> {
  return {
    problems: [
      {
        severity: "error",
        where: path,
        message,
        fix: "give Istio's mesh settings as YAML: rootNamespace: istio-system",
      },
    ],
  };
}

function field(value: unknown, key: string): unknown {
  return isMap(value) ? value[key] : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
