import { expect, test } from "vitest";
import { LANGUAGES } from "./contract/languages";
import { nearest } from "./nearest";

test.each([
  ["zh-TW", "zh-Hant"],
  ["zh-HK", "zh-Hant"],
  ["zh-CN", "zh"],
  ["pt", "pt"],
  ["pt-AO", "pt-PT"],
  ["nb-NO", "no"],
  ["iw", "he"],
  ["zh-Hant-HK", "zh-Hant"],
  ["hi-Latn", "en"],
  ["de-DE-u-co-phonebk", "de"],
  ["ca", undefined],
  ["?", undefined],
])("the nearest language of %s is %s", (tag, language) => {
  expect(nearest(tag)).toBe(language);
  if (language) expect(LANGUAGES).toHaveProperty(language);
});
