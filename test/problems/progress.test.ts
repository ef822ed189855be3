import { progress } from "../../src/problems/progress";

/** What a terminal gets when steps are said at these milliseconds. */
function shown(isTTY: boolean, ...times: readonly number[]): string {
  const clock = [0, ...times];
  let text = "";
  const { say, end } = progress(
    { isTTY, write: (more) => (text += more) },
    () => clock.shift() ?? 0,
  );
  for (const time of times) say(`step ${time}`);
  end();
  return text;
}

const LINE = (what: string) => `\r\u001b[2K${what} …`;
const AWAY = "\r\u001b[2K";

test.each([
  ["nothing before two seconds", true, [10, 1999], ""],
  ["what is done after two seconds", true, [1, 2000], LINE("step 2000") + AWAY],
  [
    "a new line ten times a second at most",
    true,
    [2000, 2050, 2100],
    LINE("step 2000") + LINE("step 2100") + AWAY,
  ],
  ["nothing where nobody looks", false, [10, 5000, 9000], ""],
])("%s", (_, isTTY, times, text) => {
  expect(shown(isTTY, ...times)).toBe(text);
});
