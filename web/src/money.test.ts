import { expect, test } from "vitest";
import { decimals } from "./money";

test.each([
  ["EUR", 2],
  ["JPY", 0],
  ["KWD", 3],
  ["UGX", 0],
])("%s has %i decimals", (currency, digits) => {
  expect(decimals(currency)).toBe(digits);
});
