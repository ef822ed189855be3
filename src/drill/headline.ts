import type { World } from "../proof/world";
import type { Prepared } from "./prepare";

/** What is going to be played, before it starts. */
export function headline(prepared: Prepared, speed: number): string {
  const { world, rules, routing, rehearsal } = prepared;
  const all = rules.files.flatMap(({ groups }) =>
    groups.flatMap((group) => group.rules),
  );
  const alerts = all.filter(({ kind }) => kind === "alert").length;
  const files = new Set(rules.files.map(({ file }) => file)).size;
  return [
    rehearsal.says,
    "",
    `mesh     ${mesh(world)}`,
    `rules    ${counted(alerts, "alert")} and ${counted(all.length - alerts, "recording")} from ${counted(files, "file")}`,
    `routing  ${routing.from}`,
    `clock    ${speed} times faster than life: ${example(speed)}`,
  ].join("\n");
}

/** `shop: web-app (v1 90 %, v2 10 %), cart` */
function mesh({ namespace, services }: World): string {
  const each = services.map(({ name, versions }) =>
    versions.length > 1
      ? `${name} (${versions.map(({ version, share }) => `${version} ${+(share * 100).toFixed(1)} %`).join(", ")})`
      : name,
  );
  return `${namespace}: ${each.join(", ")}`;
}

function example(speed: number): string {
  return speed === 60
    ? "a second here is a minute there"
    : `a second here is ${speed} seconds there`;
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
