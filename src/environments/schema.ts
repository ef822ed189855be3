import type { Schema } from "../mesh/shape";
import { says } from "../mesh/shape";
import { environmentReleaseCheck } from "./releases";

/** The data file as a JSON Schema, for editors; made from the checks themselves. */
export const releasesSchema: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Sidelight releases: images and canaries, by environment and service",
  type: "object",
  properties: { $schema: { type: "string" } },
  additionalProperties: says(
    "An environment's services.",
    environmentReleaseCheck,
  ).schema,
};
