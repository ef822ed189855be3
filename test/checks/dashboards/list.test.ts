import { DASHBOARD_CHECKS } from "../../../src/checks/dashboards/list";
import { said } from "./said";

describe.each(DASHBOARD_CHECKS)("$id", ({ id, bad, says, good }) => {
  test("says of its bad example what it says it does, and nothing else", () => {
    expect(said(bad)).toEqual([`${id}: ${says}`]);
  });

  test("says nothing of its good example", () => {
    expect(said(good)).toEqual([]);
  });
});

test("every check has a name of its own", () => {
  const ids = DASHBOARD_CHECKS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
