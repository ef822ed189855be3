import { mkdirSync, writeFileSync } from "node:fs";
import { releasesSchema } from "../src/environments/schema";

/** Writes the data file's JSON Schema: `node --import tsx scripts/releases-schema.ts`. */
mkdirSync("schemas", { recursive: true });
writeFileSync(
  "schemas/releases.schema.json",
  `${JSON.stringify(releasesSchema, undefined, 2)}\n`,
);
