import { expect, test } from "vitest";
import { preferred } from "./languages";

test.each([
  [null, ["de-AT", "en"], "de-AT"],
  [null, ["pl", "fr-CA"], "fr-CA"], // the first that we speak
  [null, ["pl"], "en"],
  [null, [], "en"],
  ["de", ["en", "de-AT"], "de-AT"],
  ["ja", ["de-AT"], "ja"],
  ["pl", ["de-AT"], "de-AT"], // chosen of a release that spoke it
  [null, ["en-US@posix", "de-AT"], "de-AT"], // Chrome's on Linux without a language
  [null, ["de_AT"], "en"],
  ["de", ["de_AT"], "de"],
])("who chose %s, in a browser in %o, reads %s", (chosen, browser, tag) => {
  expect(preferred(chosen, browser)).toBe(tag);
});
