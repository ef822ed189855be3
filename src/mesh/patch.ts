import type { Check } from "./shape";
import { isObject, listOf, oneOf, optional, shape, text } from "./shape";

/** One operation of RFC 6902. */
export interface PatchOperation {
  readonly op: "add" | "remove" | "replace" | "move" | "copy" | "test";
  /** `/spec/template/spec/priorityClassName` */
  readonly path: string;
  readonly value?: unknown;
  readonly from?: string;
}

/** The way out: a JSON patch of an object that the service makes. */
export interface PatchProps {
  readonly kind: string;
  /** @default - every object of the kind */
  readonly name?: string;
  readonly operations: readonly PatchOperation[];
}

const pointer: Check = (value, at) => {
  if (typeof value !== "string" || !value.startsWith("/"))
    at.wrong(
      value,
      "a JSON pointer, which starts with /",
      "write it like /spec/replicas",
    );
};

const operationShape = shape<PatchOperation>({
  op: oneOf("add", "remove", "replace", "move", "copy", "test"),
  path: pointer,
  value: () => undefined,
  from: optional(pointer),
});

const operation: Check = (value, at) => {
  operationShape(value, at);
  if (!isObject(value)) return;
  const needs = ["add", "replace", "test"].includes(`${value["op"]}`)
    ? "value"
    : ["move", "copy"].includes(`${value["op"]}`)
      ? "from"
      : undefined;
  if (needs !== undefined && value[needs] === undefined)
    at.wrong(value, `a ${needs} for ${value["op"]}`, `add ${needs}`);
};

export const patchCheck = shape<PatchProps>({
  kind: text,
  name: optional(text),
  operations: listOf(operation, { min: 1 }),
});
