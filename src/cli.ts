import type { ParseArgsConfig } from "node:util";
import { parseArgs } from "node:util";
import type * as adopt from "./adoption/command";
import type * as check from "./checks/command";
import type * as drill from "./drill/command";
import type * as diff from "./release/command";
import type * as canary from "./environments/command";
import { nearest } from "./problems/nearest";
import { printProblems } from "./problems/print";
import type { Problem } from "./problems/problem";

/** What a command's module exports. */
interface Command {
  readonly usage: string;
  readonly about: string;
  readonly options: Readonly<
    Record<
      string,
      {
        /** What follows it; none for a switch. */
        readonly value?: string;
        readonly help: string;
        /** It may be given more than once. */
        readonly many?: boolean;
      }
    >
  >;
  /** What else its help says. */
  readonly more: () => string;
  /** Gives the exit code. */
  readonly run: (given: Given, around: Surroundings) => Promise<number>;
}

interface Given {
  readonly values: Readonly<Record<string, string | true | undefined>>;
  /** All values of each option that was given, in their order. */
  readonly lists: Readonly<Record<string, readonly string[] | undefined>>;
  readonly positionals: readonly string[];
}

interface Surroundings {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly signal: AbortSignal;
  /** Whether `out` leads to a terminal that shows colours. @default false */
  readonly colours?: boolean;
}

/** Loaded only when asked for: no command waits for another one's code. */
const COMMANDS: Readonly<
  Record<string, { readonly says: string; readonly load: () => Command }>
> = {
  adopt: {
    says: "bring what already runs into the mesh, from its manifests",
    load: () => require("./adoption/command") as typeof adopt,
  },
  canary: {
    says: "take a canary a step on, or back, and synthesize",
    load: () => require("./environments/command") as typeof canary,
  },
  check: {
    says: "judge manifests: structures, queries, what refers to what",
    load: () => require("./checks/command") as typeof check,
  },
  diff: {
    says: "what changes for users between two folders or commits",
    load: () => require("./release/command") as typeof diff,
  },
  drill: {
    says: "real Prometheus and Alertmanager under an injected fault",
    load: () => require("./drill/command") as typeof drill,
  },
};

/** Runs `sidelight <command> …` and gives the exit code: 2 where the command line is wrong. */
export async function main(
  args: readonly string[],
  around: Surroundings,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") {
    around.out(overview());
    return 0;
  }
  if (name === undefined) {
    around.err(overview());
    return 2;
  }
  const command = Object.hasOwn(COMMANDS, name)
    ? COMMANDS[name]?.load()
    : undefined;
  if (!command) {
    around.err(
      printProblems([
        unknown("sidelight", name, "command", Object.keys(COMMANDS)),
      ]),
    );
    return 2;
  }
  const { given, help, problems } = read(name, command, rest);
  if (help) {
    around.out(helpOf(command));
    return 0;
  }
  if (problems.length > 0) {
    around.err(printProblems(problems));
    return 2;
  }
  return command.run(given, around);
}

function read(name: string, { options }: Command, args: readonly string[]) {
  const where = `sidelight ${name}`;
  const known = Object.keys(options);
  const config = {
    args: [...args],
    options: {
      help: { type: "boolean", short: "h" },
      ...Object.fromEntries(
        known.map((option) => [option, { type: typeOf(options[option]) }]),
      ),
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  } as const satisfies ParseArgsConfig;
  const { tokens } = parseArgs(config);
  const problems: Problem[] = [];
  const values: Record<string, string> = {};
  const switches: Record<string, true> = {};
  const lists: Record<string, string[]> = {};
  for (const token of tokens) {
    if (token.kind !== "option" || token.name === "help") continue;
    const { rawName, value, inlineValue } = token;
    if (!known.includes(token.name))
      problems.push(
        unknown(
          where,
          rawName,
          "option",
          known.map((option) => `--${option}`),
        ),
      );
    else if (typeOf(options[token.name]) === "boolean") {
      if (value === undefined) switches[token.name] = true;
      else
        problems.push({
          severity: "error",
          where: `${where}, ${rawName}`,
          message: `got ${value}, expected nothing`,
          fix: `write ${rawName} alone, or leave it out`,
        });
    } else if (
      value === undefined ||
      value === "" ||
      (!inlineValue && value.startsWith("-"))
    )
      problems.push({
        severity: "error",
        where: `${where}, ${rawName}`,
        message: "got nothing, expected a value",
        fix: `write ${rawName} ${options[token.name]?.value}`,
      });
    else {
      values[token.name] = value;
      (lists[token.name] ??= []).push(value);
    }
  }
  const positionals = tokens.flatMap((token) =>
    token.kind === "positional" ? [token.value] : [],
  );
  const help = tokens.some(
    (token) => token.kind === "option" && token.name === "help",
  );
  return {
    given: { values: { ...values, ...switches }, lists, positionals },
    help,
    problems,
  };
}

function typeOf(option: Command["options"][string] | undefined) {
  return option?.value === undefined ? "boolean" : "string";
}

function unknown(
  where: string,
  got: string,
  what: string,
  known: readonly string[],
): Problem {
  const meant = nearest(got, known);
  return {
    severity: "error",
    where,
    message: `got ${what} ${got}, expected one that exists`,
    fix: meant ? `write ${meant}` : `write one of ${known.join(", ")}`,
  };
}

function overview(): string {
  const rows = Object.entries(COMMANDS).map(
    ([name, { says }]) => `  ${name.padEnd(8)}${says}`,
  );
  return `Usage: sidelight COMMAND [options]\n\nCommands:\n${rows.join("\n")}\n\nsidelight COMMAND --help says more.`;
}

function helpOf({ usage, about, options, more }: Command): string {
  const rows = [
    ...Object.entries(options).map(
      ([name, { value, help, many }]) =>
        [
          `--${name}${value === undefined ? "" : ` ${value}`}${many ? " …" : ""}`,
          help,
        ] as const,
    ),
    ["--help", "this"] as const,
  ];
  const width = Math.max(...rows.map(([option]) => option.length));
  const lines = rows.map(
    ([option, help]) => `  ${option.padEnd(width)}  ${help}`,
  );
  return `Usage: ${usage}\n\n${about}\n\nOptions:\n${lines.join("\n")}\n\n${more()}`;
}

/** The program itself: its streams and signals around `main`. */
export async function program(): Promise<void> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, abort);
  // Whoever reads has left: `sidelight drill … | head`.
  process.stdout.on("error", abort);
  process.exitCode = await main(process.argv.slice(2), {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    signal: stop.signal,
    colours: process.stdout.isTTY && !process.env["NO_COLOR"],
  });
}
