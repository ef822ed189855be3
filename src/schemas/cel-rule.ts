import {
  type CelInput,
  type CelResult,
  celEnv,
  isCelError,
  parse,
  plan,
} from "@bufbuild/cel";
import { FUNCTIONS } from "./cel-functions";
import { freshBudget, toCelValue } from "./cel-value";
import { patternOf } from "./pattern";
import type { Rule, Schema } from "./schema";
import { shown } from "./shown";

type Program = (variables: Readonly<Record<string, CelInput>>) => CelResult;

const ENVIRONMENT = celEnv({
  funcs: [...FUNCTIONS],
  re2: {
    compile: (expression) => {
      const pattern = patternOf(expression);
      if (!pattern) throw new Error(`${expression} is no regular expression`);
      return pattern;
    },
  },
});

const programs = new Map<string, Program | undefined>();

/** An expression, compiled once; undefined where the library cannot read it. */
function programOf(expression: string): Program | undefined {
  if (!programs.has(expression)) {
    let program: Program | undefined;
    try {
      // A rule on the old object and the new says nothing of a new one alone.
      if (!/\boldSelf\b/.test(expression))
        program = plan(ENVIRONMENT, parse(expression));
    } catch {
      // The API server read it when it took the CRD; what we cannot read, we
      // do not judge by.
    }
    programs.set(expression, program);
  }
  return programs.get(expression);
}

const KEPT = 4096;
const answers = new WeakMap<Rule, Map<unknown, string | undefined>>();

/**
 * What a rule says of a value that breaks it. Texts and numbers repeat from
 * manifest to manifest, so the answers for them are kept.
 */
export function failureOf(
  rule: Rule,
  value: unknown,
  schema: Schema,
): string | undefined {
  if (typeof value === "object") return evaluate(rule, value, schema);
  const known = answers.get(rule) ?? new Map<unknown, string | undefined>();
  answers.set(rule, known);
  if (known.has(value)) return known.get(value);
  const failure = evaluate(rule, value, schema);
  if (known.size >= KEPT) known.clear();
  known.set(value, failure);
  return failure;
}

function evaluate(
  rule: Rule,
  value: unknown,
  schema: Schema,
): string | undefined {
  const program = programOf(rule.rule);
  if (!program) return undefined;
  freshBudget();
  const variables = { self: toCelValue(value, schema) };
  const result = program(variables);
  if (result === true) return undefined;
  if (isCelError(result) && isBeyondUs(result.message)) return undefined;
  return messageOf(rule, value, variables);
}

/** A function that this library lacks is no fault of the object. */
function isBeyondUs(message: string): boolean {
  return message.includes("unbound function");
}

function messageOf(
  { rule, message, messageExpression }: Rule,
  value: unknown,
  variables: Readonly<Record<string, CelInput>>,
): string {
  if (messageExpression !== undefined) {
    const text = programOf(messageExpression)?.(variables);
    if (typeof text === "string" && text.trim() !== "") return text;
  }
  const words = message ?? rule.replace(/\s+/g, " ").trim();
  return `got ${shown(value)}, expected ${message === undefined ? `that ${words}` : `as its CRD says: ${words}`}`;
}
