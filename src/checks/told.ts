import type { ReadId } from "../manifests/unread";
import type { Check } from "./check";
import type { IGNORE_IDS } from "./suppress";

/** What a page says of a check; the examples are left out where no text is one. */
export type Told = Pick<Check, "id" | "severity" | "demands" | "why"> &
  Partial<Pick<Check, "bad" | "says" | "good">>;

const GOOD = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  level: info
`;

type Words = Omit<Told, "id">;

const READING: Readonly<Record<ReadId, Words>> = {
  "read/syntax": {
    severity: "error",
    demands: "A file is YAML or JSON.",
    why: "No tool takes it otherwise. The other documents of the file are read all the same.",
    bad: GOOD.replace("  level", "\tlevel"),
    says: "got text that is not YAML: tab characters must not be used in indentation",
    good: GOOD,
  },
  "read/duplicate-key": {
    severity: "error",
    demands: "A key stands once in an object.",
    why: "Kubernetes refuses the object, or one of the two values is dropped without a word.",
    bad: `${GOOD}  level: debug\n`,
    says: 'got the key "level" twice in one object, expected it once',
    good: GOOD,
  },
  "read/too-large": {
    severity: "error",
    demands: "A document has a size that an object can have.",
    why: "An object in a cluster has at most 1.5 MB. What is much larger is no manifest, or an alias that unfolds without end.",
  },
  "read/too-deep": {
    severity: "error",
    demands: "A document has fewer than 1,000 levels.",
    why: "No kind of Kubernetes is as deep as this.",
  },
  "read/unreadable": {
    severity: "error",
    demands: "What is named can be read, and is text.",
    why: "A link that leads nowhere, a file without permission or a binary file would be left out without a word. The other files are checked all the same.",
  },
  "read/template": {
    severity: "error",
    demands: "Templates are rendered before they are checked.",
    why: "A template is no YAML yet; what it makes depends on its values.",
    bad: GOOD.replace("info", "{{ .Values.level }}"),
    says: "got a template that is not rendered, expected YAML",
    good: GOOD,
  },
  "read/empty": {
    severity: "warning",
    demands: "A file holds an object.",
    why: "An empty file is mostly one that something failed to write.",
    bad: "# to be written\n",
    says: "got nothing, expected an object of Kubernetes",
    good: GOOD,
  },
  "read/not-an-object": {
    severity: "error",
    demands: "A document is an object of Kubernetes.",
    why: "kubectl refuses a folder in which one file is something else, such as the values of a chart.",
    bad: "level: info\n",
    says: "got an object without apiVersion and kind, expected an object of Kubernetes, a file of Prometheus rules or a dashboard of Grafana",
    good: GOOD,
  },
};

const IGNORING: Readonly<Record<(typeof IGNORE_IDS)[number], Words>> = {
  "ignore/no-reason": {
    severity: "warning",
    demands: "A suppression says why.",
    why: "Whoever meets it next year wants to know whether it still holds. Without a reason it suppresses nothing.",
    bad: `# sidelight:ignore schema/unknown-field\n${GOOD}`,
    says: "got a suppression of schema/unknown-field without a reason, expected one; it suppresses nothing",
    good: GOOD,
  },
  "ignore/unknown": {
    severity: "warning",
    demands: "A suppression names a check.",
    why: "A misspelt one suppresses nothing, and hides that from its author.",
    bad: `# sidelight:ignore schema/unknown-fields: added by a newer version\n${GOOD}`,
    says: "got a suppression of schema/unknown-fields, which is no check, expected a check",
    good: GOOD,
  },
  "ignore/unused": {
    severity: "warning",
    demands: "A suppression suppresses something.",
    why: "One that has outlived its finding would hide tomorrow's mistake.",
    bad: `# sidelight:ignore schema/unknown-field: added by a newer version\n${GOOD}`,
    says: "got a suppression of schema/unknown-field where it finds nothing, expected a finding",
    good: GOOD,
  },
};

/** What is said by reading and by suppressing, which are no checks of manifests. */
export const TOLD: readonly Told[] = Object.entries({
  ...READING,
  ...IGNORING,
}).map(([id, words]) => ({ id, ...words }));
