import {
  down,
  fieldsOf,
  isFields,
  isSet,
  type Fields,
} from "../manifests/fields";

/** What the API server and controllers write into metadata, and nobody applies. */
const METADATA = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "selfLink",
  "uid",
];
const ANNOTATIONS = [
  "kubectl.kubernetes.io/last-applied-configuration",
  "deployment.kubernetes.io/revision",
  "deprecated.daemonset.template.generation",
];
/** What the Job controller gives the pods of one run. */
const JOB_LABELS = [
  "batch.kubernetes.io/controller-uid",
  "batch.kubernetes.io/job-name",
  "controller-uid",
  "job-name",
];

/** An object without what the cluster added to it, and what was taken out. */
export function withoutServerSide(object: Fields): {
  readonly object: Fields;
  readonly removed: readonly string[];
} {
  const metadata = fieldsOf(object["metadata"]);
  const fromServer =
    isSet(metadata["uid"]) || isSet(metadata["resourceVersion"]);
  const removed: string[] = [];
  const drop = (path: readonly string[], when = true): void => {
    const last = path.at(-1) ?? "";
    const parent = down(result, ...path.slice(0, -1));
    if (!when || !isFields(parent) || !(last in parent)) return;
    result = without(result, path);
    removed.push(path.join("."));
  };
  let result = object;
  for (const field of METADATA) drop(["metadata", field]);
  for (const name of ANNOTATIONS) drop(["metadata", "annotations", name]);
  dropEmpty(["metadata", "annotations"]);
  const { status, spec } = object;
  drop(["status"], fromServer || Object.keys(fieldsOf(status)).length === 0);
  drop(
    ["spec", "template", "metadata", "creationTimestamp"],
    !isSet(down(spec, "template", "metadata", "creationTimestamp")),
  );
  if (fromServer && object["kind"] === "Service") {
    const headless = down(spec, "clusterIP") === "None";
    drop(["spec", "clusterIP"], !headless);
    drop(["spec", "clusterIPs"], !headless);
  }
  if (fromServer && object["kind"] === "Job" && !down(spec, "manualSelector")) {
    drop(["spec", "selector"]);
    for (const label of JOB_LABELS) {
      drop(["metadata", "labels", label]);
      drop(["spec", "template", "metadata", "labels", label]);
    }
  }
  return { object: result, removed };

  function dropEmpty(path: readonly string[]): void {
    const value = down(result, ...path);
    if (
      removed.length > 0 &&
      isFields(value) &&
      Object.keys(value).length === 0
    )
      result = without(result, path);
  }
}

function without(object: Fields, path: readonly string[]): Fields {
  const [key = "", ...rest] = path;
  const { [key]: value, ...others } = object;
  return rest.length === 0
    ? others
    : { ...object, [key]: without(fieldsOf(value), rest) };
}
