import { lex } from "./template-tokens";
import { TemplateError } from "./template-error";
import { readTemplate } from "./template-tree";
import { checkTypes } from "./template-types";

/** A Go template, as annotations and labels of alerts hold it. */
export type TemplateNode =
  | { readonly kind: "action"; readonly pipe: Pipe }
  | {
      readonly kind: "branch";
      readonly word: "if" | "with" | "range";
      readonly pipe: Pipe;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    };

/** `$x := first | second`. */
export interface Pipe {
  /** Where in the template it begins. */
  readonly from: number;
  readonly declares: readonly string[];
  /** `=`: the variable was there before. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** A function or value, and what is given to it. */
export type Command = readonly Operand[];

export type Operand = {
  /** Where in the template it stands. */
  readonly from: number;
} & (
  | { readonly kind: "function"; readonly name: string }
  /** `.Labels.job`, `$labels.job`, `.`: the variable is "" for the dot. */
  | {
      readonly kind: "value";
      readonly variable: string;
      readonly fields: readonly string[];
    }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "number"; readonly whole: boolean }
  | { readonly kind: "bool" | "nil" }
  | {
      readonly kind: "pipe";
      readonly pipe: Pipe;
      readonly fields: readonly string[];
    }
);

export interface TemplateProblem {
  readonly message: string;
  /** Where in the template. */
  readonly at: number;
}

export interface Template {
  readonly nodes: readonly TemplateNode[];
  /** Why Prometheus cannot expand it. */
  readonly problem?: TemplateProblem;
}

/** Reads a template and follows the types of its values, as far as they are known. */
export function readGoTemplate(text: string): Template {
  if (!text.includes("{{")) return { nodes: [] };
  try {
    const nodes = readTemplate(lex(text));
    const problem = checkTypes(nodes);
    return { nodes, ...(problem !== undefined && { problem }) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return {
      nodes: [],
      problem: { message: error.message, at: error.at ?? 0 },
    };
  }
}
