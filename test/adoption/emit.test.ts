import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { adopt } from "../../src/adopt/adopt";
import { compose } from "../../src/adoption/files";
import { emit } from "../../src/adoption/emit";
import { identifiers, literal } from "../../src/adoption/typescript";
import { readText } from "../../src/manifests/text";
import { documents, type Manifest } from "../manifest";
import { inFolder } from "../manifests/folder";
import { SHOP } from "./shop";

const ROOT = join(__dirname, "../..");

const ADOPTION = adopt(
  Object.entries(SHOP).flatMap(
    ([file, text]) => readText({ file, text }).manifests,
  ),
);

const sorted = (objects: readonly Manifest[]) =>
  [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
const keyOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;

test("the app makes the same objects as the command", () =>
  inFolder(
    Object.fromEntries(
      emit(ADOPTION, {}).map(({ path, content }) => [path, content]),
    ),
    (folder) => {
      const modules = join(folder, "node_modules");
      mkdirSync(join(modules, "sidelight"), { recursive: true });
      for (const name of ["cdk8s", "cdk8s-plus-27", "constructs"])
        symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
      writeFileSync(
        join(modules, "sidelight/index.js"),
        `module.exports = require(${JSON.stringify(join(ROOT, "src/index.ts"))});\n`,
      );
      execFileSync(
        process.execPath,
        [
          "--require",
          join(ROOT, "node_modules/tsx/dist/preflight.cjs"),
          "--import",
          `file://${join(ROOT, "node_modules/tsx/dist/loader.mjs")}`,
          "main.ts",
        ],
        { cwd: folder },
      );
      const made = readdirSync(join(folder, "dist")).flatMap((file) =>
        documents(readFileSync(join(folder, "dist", file), "utf8")),
      );
      const wanted = compose(ADOPTION).files.flatMap(({ content }) =>
        documents(content),
      );
      expect(sorted(made)).toEqual(sorted(wanted));
    },
  ));

test("a file says what was found of its service", () => {
  const cart = emit(ADOPTION, {}).find(({ path }) => path === "cart.ts");
  expect(cart?.content).toBe(`import type { ApiObjectProps } from "cdk8s";

/**
 * cart: Deployment cart (v1).
 * Port 7070 speaks grpc: readinessProbe grpc on port 7070.
 * Calls redis:6379 (env REDIS_ADDR).
 */
export const cart: readonly ApiObjectProps[] = [
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: "cart",
      namespace: "shop",
    },
    spec: {
      ports: [
        {
          port: 7070,
        },
      ],
      selector: {
        app: "cart",
      },
    },
  },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: "cart",
      namespace: "shop",
    },
    spec: {
      selector: {
        matchLabels: {
          app: "cart",
        },
      },
      template: {
        metadata: {
          labels: {
            app: "cart",
          },
        },
        spec: {
          containers: [
            {
              name: "c",
              env: [
                {
                  name: "REDIS_ADDR",
                  value: "redis:6379",
                },
              ],
              image: "registry.example/cart:2",
              readinessProbe: {
                grpc: {
                  port: 7070,
                },
              },
            },
          ],
        },
      },
    },
  },
];
`);
});

test("names become identifiers, each once and none reserved", () => {
  expect(
    Object.fromEntries(
      identifiers(["00-cluster", "web-app", "web.app", "default", "0"]),
    ),
  ).toEqual({
    "00-cluster": "cluster",
    "web-app": "webApp",
    "web.app": "webApp2",
    default: "default2",
    "0": "objects",
  });
});

test("any value of JSON is the same in TypeScript", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const read: unknown = new Function(`return (${literal(value)})`)();
      expect(JSON.stringify(read)).toBe(JSON.stringify(value));
    }),
    { numRuns: 300 },
  );
});
