import { isDashboard } from "./dashboards/is-dashboard";
import type { Identity, Manifest, Path } from "./manifest";
import { isKustomization, isPatch, otherThing, PATCH } from "./other-things";
import type { Places } from "./place";
import type { Unread } from "./unread";

type Raw = Readonly<Record<string, unknown>>;

/** The objects of one document: itself, a List's items, a file of rules, a dashboard. */
export function objectsOf(
  value: unknown,
  file: string,
  places: Places,
): {
  readonly manifests: readonly Manifest[];
  readonly unread: readonly Unread[];
} {
  const manifests: Manifest[] = [];
  const unread: Unread[] = [];
  // The last comes first; a list's items are put back in their place.
  const waiting: { value: unknown; path: Path; inherited: Raw }[] = [
    { value, path: [], inherited: {} },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path } = next;
    if (!isMap(next.value)) {
      const other = isPatch(next.value) ? PATCH : undefined;
      unread.push(
        notAnObject(
          file,
          places,
          path,
          other?.got ?? kindOf(next.value),
          other?.fix,
        ),
      );
      continue;
    }
    const object: Raw =
      next.value["kind"] === undefined
        ? { ...next.inherited, ...next.value }
        : next.value;
    const { items } = object;
    const { apiVersion, kind } = typeOf(object, file, path);
    if (isText(kind) && kind.endsWith("List") && Array.isArray(items)) {
      const single = kind.slice(0, -"List".length);
      const inherited = single === "" ? {} : { apiVersion, kind: single };
      for (let index = items.length - 1; index >= 0; index--)
        waiting.push({
          value: items[index] as unknown,
          path: [...path, "items", index],
          inherited,
        });
    } else if (isText(kind) && isText(apiVersion))
      manifests.push(
        manifestOf(object, { apiVersion, kind }, file, places, path),
      );
    else if (
      kind === undefined &&
      apiVersion === undefined &&
      (Array.isArray(object["groups"]) ||
        isDashboard(object) ||
        isDashboard(object["dashboard"]))
    )
      manifests.push(
        manifestOf(object, { apiVersion: "", kind: "" }, file, places, path),
      );
    else {
      const other = path.length === 0 ? otherThing(object, file) : undefined;
      unread.push(
        notAnObject(
          file,
          places,
          path,
          other?.got ?? lacking(apiVersion, kind),
          other?.fix,
        ),
      );
    }
  }
  return { manifests, unread };
}

/** What an object is; kustomize goes by the name of its file where it does not say. */
function typeOf(
  { apiVersion, kind }: Raw,
  file: string,
  path: Path,
): { readonly apiVersion: unknown; readonly kind: unknown } {
  if (path.length > 0 || !isKustomization(file)) return { apiVersion, kind };
  return {
    apiVersion: apiVersion ?? "kustomize.config.k8s.io/v1beta1",
    kind: kind ?? "Kustomization",
  };
}

function manifestOf(
  object: Raw,
  type: { readonly apiVersion: string; readonly kind: string },
  file: string,
  places: Places,
  path: Path,
): Manifest {
  const metadata = isMap(object["metadata"]) ? object["metadata"] : {};
  const name = type.kind === "" ? "" : textOf(metadata["name"]);
  const namespace = textOf(metadata["namespace"]);
  const identity: Identity = {
    ...type,
    name,
    ...(namespace !== "" && { namespace }),
  };
  return {
    file,
    identity,
    object,
    at: (inner) => places.at([...path, ...inner]),
    within: (inner, offset) => places.within([...path, ...inner], offset),
  };
}

function notAnObject(
  file: string,
  places: Places,
  path: Path,
  got: string,
  fix = "give it apiVersion and kind, or leave the file out",
): Unread {
  return {
    check: "read/not-an-object",
    severity: "error",
    file,
    position: places.at(path),
    message: `got ${got}, expected an object of Kubernetes, a file of Prometheus rules or a dashboard of Grafana`,
    fix,
  };
}

/** `kind: Y` is a flag in YAML 1.1, so what stands there is said. */
function lacking(apiVersion: unknown, kind: unknown): string {
  const lacks = Object.entries({ apiVersion, kind }).flatMap(([key, value]) =>
    isText(value)
      ? []
      : [
          value === undefined
            ? key
            : `${key} (it is ${JSON.stringify(value).slice(0, 40)}, not text)`,
        ],
  );
  return `an object without ${lacks.join(" and ")}`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  return Array.isArray(value)
    ? "a list"
    : `the ${typeof value} ${JSON.stringify(value).slice(0, 60)}`;
}

function isMap(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean"
    ? `${value}`
    : "";
}
