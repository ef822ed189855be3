import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT } from "../checkout";

export interface Import {
  readonly from: string;
  /** A file of the checkout, or the name of a package. */
  readonly to: string;
  /** Erased by the compiler, so it cannot close a circle. */
  readonly typeOnly: boolean;
  /** Loaded where it is needed, by `require()`. */
  readonly late: boolean;
}

/** The TypeScript files of a folder of the checkout. */
export function sources(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file}`);
}

export function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const found = text.matchAll(
    /^(?:import|export)( type)?(?: [^;"()=]*? from)? "([^"]+)"|(?:import|require)\("([^"]+)"\)/gm,
  );
  return [...found].map(([whole, typeOnly, named, called]) => {
    const to = named ?? called ?? "";
    return {
      from: file,
      to: to.startsWith(".")
        ? `${relative(ROOT, join(ROOT, file, "..", to))}.ts`
        : to,
      typeOnly: typeOnly !== undefined,
      late: whole.startsWith("require"),
    };
  });
}
