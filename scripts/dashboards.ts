// Writes docs/dashboards.md from the dashboards of the example: npm run docs
import { writeFileSync } from "node:fs";
import { shop } from "../src/app/shop";
import { dashboardsPage } from "../src/dashboards/page";
import { describe } from "../src/mesh/mesh";

const { value } = describe(shop);
if (!value) throw new Error("the example is sound");
writeFileSync("docs/dashboards.md", dashboardsPage(value));
process.stdout.write("docs/dashboards.md\n");
