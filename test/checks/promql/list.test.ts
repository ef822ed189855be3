import { PROMQL_CHECKS } from "../../../src/checks/promql/list";
import { said } from "./read";

describe.each(PROMQL_CHECKS)("$id", ({ id, bad, says, good }) => {
  test("says of its bad example what it says it does", () => {
    expect(said(bad)).toEqual([`${id}: ${says}`]);
  });

  test("says nothing of its good example", () => {
    expect(said(good)).toEqual([]);
  });
});

test("every check has a name of its own", () => {
  const ids = PROMQL_CHECKS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
