import { listOf, textOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "../standard/example";
import { securedPods } from "../standard/pod";
import { secretUnder } from "./secret-in";
import { tokenIn } from "./tokens";

export const secretInArgs: Check = {
  id: "security/secret-in-args",
  severity: "warning",
  demands: "A command line holds no secret.",
  why: "Whoever lists the processes of the node reads it there, besides everybody who may see the pod.",
  bad: podOf('args: ["--db-password=hunter2"]'),
  says: 'got a password in args of the container "web", after --db-password, expected a reference to a Secret',
  good: podOf('args: ["--db-password=$(DB_PASSWORD)"]'),
  conceals: true,
  run: (index, report) => {
    for (const { workload, containers } of securedPods(index))
      for (const { name, fields, path } of containers)
        for (const list of ["command", "args"]) {
          const words = listOf(fields[list]).map(textOf);
          for (const [at, word] of words.entries()) {
            const found = secretInWord(word, words[at + 1] ?? "");
            if (!found) continue;
            const after = found.flag === "" ? "" : `, after ${found.flag}`;
            report(
              workload.manifest,
              [...path, list, at],
              `got ${found.what} in ${list} of the container ${JSON.stringify(name)}${after}, expected a reference to a Secret`,
              "take it from a Secret into a variable, write $(NAME) here, and change the secret: it is known now",
            );
          }
        }
  },
};

/** `--password=hunter2`, `--password hunter2` and, in scripts, `PASSWORD=hunter2`. */
const NAMED =
  /(?:^|[\s;&|(])(--?[\w.-]{2,60}|[A-Z][A-Z0-9_]{1,60})(?:=| +)["']?([^\s"';|&]{1,300})/g;

function secretInWord(
  word: string,
  next: string,
): { readonly what: string; readonly flag: string } | undefined {
  const pairs = [...word.matchAll(NAMED)].map(
    ([, flag = "", value = ""]) => [flag, value] as const,
  );
  const isFlag = /^--?[\w.-]+$/.test(word);
  for (const [flag, value] of isFlag ? [[word, next] as const] : pairs) {
    if (value.startsWith("-")) continue;
    const what = secretUnder(flag.replace(/^-+/, ""), value);
    // A shape in the next word is told at that word.
    if (what !== undefined && !(isFlag && tokenIn(value) !== undefined))
      return { what, flag };
  }
  const what = tokenIn(word);
  return what === undefined ? undefined : { what, flag: "" };
}
