import { adopt, type Adoption } from "../../src/adopt/adopt";
import type { AdoptSettings } from "../../src/adopt/settings";
import { readText } from "../../src/manifests/text";

/** What is found in one text of manifests. */
export function adopted(yaml: string, settings: AdoptSettings = {}): Adoption {
  const { manifests, unread } = readText({ file: "in.yaml", text: yaml });
  expect(unread).toEqual([]);
  return adopt(manifests, settings);
}

/** A Deployment; `pod` is laid into its pods' spec, as YAML in one line. */
export function deployment(
  name: string,
  given: {
    readonly labels?: string;
    readonly selector?: string;
    readonly container?: string;
    readonly pod?: string;
    readonly more?: string;
    readonly annotations?: string;
  } = {},
): string {
  const { labels = `app: ${name}`, pod = "", more = "" } = given;
  const { selector = labels, annotations = "" } = given;
  const { container = "image: registry.example/x:1" } = given;
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}${annotated(annotations)}}
spec:
  ${more}
  selector: {matchLabels: {${selector}}}
  template:
    metadata: {labels: {${labels}}}
    spec: {${pod === "" ? "" : `${pod}, `}containers: [{name: c, ${container}}]}
---`;
}

export function service(
  name: string,
  ports: string,
  { selector = `app: ${name}`, more = "", annotations = "" } = {},
): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}${annotated(annotations)}}
spec: {selector: {${selector}}, ports: [${ports}]${more === "" ? "" : `, ${more}`}}
---`;
}

const annotated = (annotations: string) =>
  annotations === "" ? "" : `, annotations: {${annotations}}`;

/** Every patch as one line: `Deployment cart spec.template…: v1`. */
export function patchLines({ patches }: Adoption): readonly string[] {
  return patches.map(
    ({ manifest, path, value }) =>
      `${manifest.identity.kind} ${manifest.identity.name} ${path.join(".")}: ${value}`,
  );
}

export function noteLines({ notes }: Adoption): readonly string[] {
  return notes.map(({ about, text }) => `${about}: ${text}`);
}
