import { App } from "cdk8s";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { Mesh } from "../src/constructs/mesh";
import type { ServiceProps } from "../src/mesh/service";
import { render } from "../src/synth/render";
import type { State } from "./transition";
import { between, podsOf, routesOf, state, subsetsOf } from "./transition";

/**
 * docs/releases.md says what each step writes and what comes of it. Both are
 * held against synthesized files, and each step against every order in which
 * its objects may arrive.
 */
const DOC = readFileSync(join(__dirname, "../docs/releases.md"), "utf8");

interface Step {
  readonly name: string;
  readonly data: Partial<ServiceProps>;
  readonly pods: string;
  readonly subsets: string;
  readonly routes: string;
}

function steps(heading: string): readonly Step[] {
  const section = DOC.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => {
      const [name = "", data = "", pods = "", subsets = "", routes = ""] = line
        .slice(1)
        .split("|")
        .map((cell) => cell.trim());
      const written = parse(data.replaceAll("`", "")) as Step["data"];
      return { name, data: written, pods, subsets, routes };
    });
}

const BASE: ServiceProps = {
  name: "web-app",
  image: "web-app:1.4.2",
  port: 8080,
};

/** What stands in the description after some steps: each lays over the last. */
function after(...data: readonly Step["data"][]): ServiceProps {
  const header = { header: { canary: "true" } };
  return data.reduce<ServiceProps>(
    (all, { canary, ...own }) => ({
      ...all,
      ...own,
      ...(canary && { canary: { ...header, ...all.canary, ...canary } }),
    }),
    BASE,
  );
}

const forward = steps("Forward");
const back = steps("Back");
const dataUpTo = (index: number) =>
  forward.slice(0, index + 1).map(({ data }) => data);

test("every step makes what the table says", () => {
  expect(forward.length).toBeGreaterThan(9);
  forward.forEach(({ name, pods, subsets, routes }, index) => {
    const now = state(after(...dataUpTo(index)));
    expect({
      name,
      pods: podsOf(now).join(", "),
      subsets: subsetsOf(now).join(", ") || "–",
      routes: routesOf(now),
    }).toEqual({ name, pods, subsets, routes });
  });
});

test("each step forward is safe in every order of its objects", () => {
  for (let index = 1; index < forward.length; index++) {
    const old = state(after(...dataUpTo(index - 1)));
    const next = state(after(...dataUpTo(index)));
    expect([forward[index]?.name, between(old, next)]).toEqual([
      forward[index]?.name,
      [],
    ]);
  }
});

test("from every step after deployed the way back is safe, and ends at v1 alone", () => {
  const [rolledBack, off] = back as [Step, Step];
  const first = forward.findIndex(({ name }) => name === "mirror");
  const last = forward.findIndex(({ name }) => name === "promoted");
  for (let index = first; index <= last; index++) {
    const here = dataUpTo(index);
    const states = [here, [...here, rolledBack.data]].concat([
      [...here, rolledBack.data, off.data],
    ]);
    const [old, middle, end] = states.map((data) => state(after(...data))) as [
      State,
      State,
      State,
    ];
    expect(between(old, middle)).toEqual([]);
    expect(between(middle, end)).toEqual([]);
    for (const [now, row] of [
      [middle, rolledBack],
      [end, off],
    ] as const)
      expect({
        pods: podsOf(now).join(", "),
        subsets: subsetsOf(now).join(", "),
        routes: routesOf(now),
      }).toEqual({ pods: row.pods, subsets: row.subsets, routes: row.routes });
  }
});

test("the next canary begins beside the one that was promoted", () => {
  const promoted = dataUpTo(forward.length - 1);
  const started = [
    ...promoted,
    {
      canary: { phase: "deployed", version: "v3", image: "web-app:1.6.0" },
    } as const,
  ];
  const next = state(after(...started));
  expect(between(state(after(...promoted)), next)).toEqual([]);
  expect([podsOf(next), subsetsOf(next), routesOf(next)]).toEqual([
    ["v2", "v3"],
    ["v2", "v3"],
    "v2",
  ]);
});

test("the promoted Deployment stays as it is", () => {
  const last = forward.length - 1;
  const key = "Deployment web-app-v2";
  const started = state(after(...dataUpTo(3))).objects.get(key);
  expect(started).toBeDefined();
  for (const index of [last - 1, last])
    expect(state(after(...dataUpTo(index))).objects.get(key)).toEqual(started);
});

const v2 = { version: "v2", image: "web-app:1.5.0" } as const;

test.each<[title: string, from: Step["data"], to: Step["data"], wrong: string]>(
  [
    ["a canary at once", {}, { canary: { ...v2, weight: 10 } }, "no subset v1"],
    ["off at once", {}, { canary: { phase: "off" } }, "no subset v1"],
    [
      "a weight before pods",
      { canary: { phase: "off" } },
      { canary: { ...v2, phase: "weight", weight: 10 } },
      "no pods of v2",
    ],
    [
      "off while requests go to the canary",
      { canary: { ...v2, phase: "weight", weight: 10 } },
      { canary: { phase: "off" } },
      "no subset v2",
    ],
    [
      "a promotion without its last but one step",
      { canary: { ...v2, phase: "weight", weight: 100 } },
      { ...v2, canary: { phase: "off" } },
      "no subset v1",
    ],
    [
      "no canary any more while stable is alone, in one step",
      { canary: { phase: "rolled-back", ...v2 } },
      {},
      "the canary gets requests that nobody gave it",
    ],
  ],
)("%s is no safe step", (_, from, to, wrong) => {
  expect(between(state(after(from)), state(after(to)))).toContain(wrong);
});

test("a changed weight changes three lines, and a phase only what it is about", () => {
  const text = (service: ServiceProps) => {
    const app = new App();
    new Mesh(app, "shop", { name: "shop", services: [service] });
    return render(app)
      .dist.map(({ content }) => content)
      .join("")
      .split("\n");
  };
  const tenth = text(after({ canary: { ...v2, phase: "weight", weight: 10 } }));
  const quarter = text(
    after({ canary: { ...v2, phase: "weight", weight: 25 } }),
  );
  expect(quarter.filter((line, index) => line !== tenth[index])).toHaveLength(
    3,
  );
});
