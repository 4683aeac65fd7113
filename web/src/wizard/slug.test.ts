import { expect, test } from "vitest";
import { hasOtherLetters, isSlug, typedSlug } from "./slug";

test.each([
  ["Jazz Night", "jazz-night"],
  ["jazz_night", "jazz-night"],
  ["https://events.example.com/e/jazz-night", "jazz-night"],
  ["jazz-", "jazz-"],
  ["Jäzz", "jäzz"],
  ["x".repeat(90), "x".repeat(80)],
  ["", ""],
])("%o is meant as %o", (text, slug) => {
  expect(typedSlug(text)).toBe(slug);
});

test.each([
  ["jazz-night", true, false],
  ["2027", true, false],
  ["ja", false, false],
  ["jazz-", false, false],
  ["jazz--night", false, false],
  ["jäzz", false, true],
  ["jazz.night", false, true],
])("%o is an address: %s; has letters that none has: %s", (slug, is, others) => {
  expect(isSlug(slug)).toBe(is);
  expect(hasOtherLetters(slug)).toBe(others);
});
