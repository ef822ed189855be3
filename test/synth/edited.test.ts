import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { editedByHand, remember } from "../../src/synth/edited";
import { inFolder } from "../manifests/folder";

const written = (content: string) => ({ path: "a.yaml", content, objects: 1 });
const put = (text: string) => writeFileSync("dist/a.yaml", text);
const git = (...args: readonly string[]) =>
  spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args]);

/** Whether dist/a.yaml counts as edited by hand after what is done in an own folder. */
function edited(run: () => void) {
  return inFolder({}, (folder) => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      mkdirSync("dist");
      mkdirSync("node_modules");
      run();
      return editedByHand("dist", ["a.yaml", "not-there.yaml"]);
    } finally {
      process.chdir(before);
    }
  });
}

test.each<[what: string, run: () => void]>([
  ["what was never written here is not known", () => put("somebody's")],
  [
    "what was written is ours, also what was written before that",
    () => {
      remember("dist", [written("one")]);
      remember("dist", [written("two")]);
      put("one");
    },
  ],
  [
    "what Git has is not lost: staged is enough",
    () => {
      remember("dist", [written("one")]);
      put("mine");
      git("init", "-q");
      git("add", "dist");
    },
  ],
  [
    "a merge that is not finished",
    () => {
      remember("dist", [written("one")]);
      put("<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n");
    },
  ],
])("%s => not edited", async (_, run) => {
  expect(await edited(run)).toEqual([]);
});

test.each<[what: string, run: () => void]>([
  [
    "without a repository",
    () => {
      remember("dist", [written("one")]);
      put("mine");
    },
  ],
  [
    "in a repository that has not seen it",
    () => {
      put("one");
      git("init", "-q");
      git("add", "dist");
      remember("dist", [written("one")]);
      put("mine");
    },
  ],
])("changed after it was written, %s => edited", async (_, run) => {
  expect(await edited(run)).toEqual(["dist/a.yaml"]);
});
