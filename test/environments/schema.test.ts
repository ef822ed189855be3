import { readFileSync } from "node:fs";
import { join } from "node:path";
import { releasesSchema } from "../../src/environments/schema";

test("schemas/releases.schema.json is what the checks say; scripts/releases-schema.ts makes it anew", () => {
  const file = join(__dirname, "../../schemas/releases.schema.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(releasesSchema);
});
