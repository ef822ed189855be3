import type { Manifest } from "../../../src/manifests/manifest";
import { said } from "./said";

function manifest(object: Record<string, unknown>): Manifest {
  const { apiVersion, kind } = object as Record<string, string>;
  return {
    file: "test.yaml",
    identity: { apiVersion: apiVersion ?? "", kind: kind ?? "", name: "a" },
    object,
    at: () => ({ line: 1, column: 1 }),
  };
}

const ids = (object: Record<string, unknown>) =>
  said([manifest(object)]).map((line) => line.split(":")[0]);

const config = (fields: Record<string, unknown>) =>
  ids({ apiVersion: "v1", kind: "ConfigMap", ...fields });

const bytes = (count: number) => "x".repeat(count);

test("annotations: keys and values, 262,144 bytes at most", () => {
  const noted = (count: number) =>
    config({ metadata: { annotations: { key: bytes(count) } } });
  expect(noted(262_144 - 3)).toEqual(["warning apply-size "]);
  expect(noted(262_144 - 2)).toEqual([
    "error annotations-size metadata.annotations",
  ]);
  // A character may have more than one byte.
  expect(
    config({ metadata: { annotations: { key: "ü".repeat(131_072) } } }),
  ).toEqual(["error annotations-size metadata.annotations"]);
});

test("kubectl apply: the copy, its key and what else is annotated", () => {
  // {"apiVersion":"v1","kind":"ConfigMap","data":{"a":""}} and a line's end, under a key of 48 bytes.
  const most = 262_144 - 48 - 54 - 1;
  expect(config({ data: { a: bytes(most) } })).toEqual([]);
  expect(config({ data: { a: bytes(most + 1) } })).toEqual([
    "warning apply-size ",
  ]);
  // Go writes < as \u003c.
  expect(config({ data: { a: "<".repeat(most / 5) } })).toEqual([
    "warning apply-size ",
  ]);
});

test("ConfigMaps and Secrets: 1 MiB of values, as they are without base64", () => {
  const mib = 1024 * 1024;
  const large = (fields: Record<string, unknown>, kind = "ConfigMap") =>
    ids({ apiVersion: "v1", kind, ...fields }).filter(
      (line) => !line?.includes("apply-size"),
    );
  const base64 = Buffer.alloc(mib).toString("base64");
  expect(large({ data: { a: bytes(mib) } })).toEqual([]);
  expect(large({ data: { a: bytes(mib), b: "x" } })).toEqual([
    "error data-size data",
  ]);
  expect(large({ binaryData: { a: base64 } })).toEqual([]);
  expect(large({ binaryData: { a: base64 }, data: { b: "x" } })).toEqual([
    "error data-size data",
  ]);
  expect(large({ data: { a: base64 } }, "Secret")).toEqual([]);
  expect(
    large({ data: { a: base64 }, stringData: { a: "short" } }, "Secret"),
  ).toEqual([]);
  expect(
    large({ data: { a: base64 }, stringData: { b: "x" } }, "Secret"),
  ).toEqual(["error data-size data"]);
});

test("etcd: 1.5 MiB, said of custom resources", () => {
  const json = bytes(1.6 * 1024 * 1024);
  expect(
    ids({ apiVersion: "example.com/v1", kind: "Board", spec: { json } }),
  ).toEqual(["error object-size ", "warning apply-size "].sort().reverse());
  expect(
    ids({ apiVersion: "apps/v1", kind: "Deployment", spec: { json } }),
  ).toEqual(["warning apply-size "]);
});

test("a file of rules is no object and has no such limits", () => {
  expect(ids({ groups: [{ name: "g", rules: [bytes(600_000)] }] })).toEqual([]);
});
