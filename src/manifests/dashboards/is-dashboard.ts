import { isFields, type Fields } from "../fields";

/** Whether fields are those of a dashboard, which says nowhere that it is one. */
export function isDashboard(value: unknown): value is Fields {
  if (!isFields(value)) return false;
  const { panels, rows, title, templating, schemaVersion } = value;
  const sure = isFields(templating) || typeof schemaVersion === "number";
  if (Array.isArray(panels)) return sure || typeof title === "string";
  return Array.isArray(rows) && sure;
}

/** Whether fields are those of the model since version 2. */
export function hasElements(value: unknown): value is Fields {
  return isFields(value) && isFields(value["elements"]);
}

/** A cheap question before the text is read: whether it may be a dashboard. */
export function mayBeDashboard(text: string): boolean {
  return (
    /"(?:panels|rows)"\s*:/.test(text) &&
    /"(?:title|templating|schemaVersion)"\s*:/.test(text)
  );
}
