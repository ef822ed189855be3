import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { isObject } from "../mesh/shape";
import type { Described } from "../problems/problem";

/** How an app is run, as cdk8s's own command does it. */
export interface AppCommand {
  readonly app: string;
  readonly output: string;
}

const FILE = "cdk8s.yaml";

/** The app's command and its output's folder, from cdk8s.yaml. */
export function appCommand(): Described<AppCommand> {
  const settings: unknown = existsSync(FILE) ? settingsIn(FILE) : undefined;
  const { app, output } = isObject(settings) ? settings : {};
  if (typeof app === "string" && app !== "")
    return {
      value: { app, output: typeof output === "string" ? output : "dist" },
      problems: [],
    };
  return {
    problems: [
      {
        severity: "error",
        where: FILE,
        message: existsSync(FILE)
          ? "got no app, expected the command that synthesizes"
          : "got no such file here, expected the command that synthesizes",
        fix: "write app: node --import tsx src/main.ts, and run sidelight beside it",
      },
    ],
  };
}

function settingsIn(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

export interface Synthesized {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the app, and says what it said. */
export function synthesize(
  { app, output }: AppCommand,
  signal: AbortSignal,
): Promise<Synthesized> {
  return new Promise((resolve) => {
    const child = spawn(app, {
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, CDK8S_OUTDIR: output },
      signal,
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (text: Buffer) => (out += text.toString()));
    child.stderr.on("data", (text: Buffer) => (err += text.toString()));
    child.on("error", ({ message }) =>
      resolve({ code: 1, out, err: `${err}${message}\n` }),
    );
    child.on("close", (code) => resolve({ code: code ?? 1, out, err }));
  });
}
