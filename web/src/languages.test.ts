import { afterEach, expect, test, vi } from "vitest";
import { isStorageAllowed, languageOf, preferred } from "./languages";

afterEach(() => void vi.unstubAllGlobals());

test.each([
  [null, ["de-AT", "en"], "de-AT"],
  [null, ["pl", "fr-CA"], "fr-CA"], // the first that we speak
  [null, ["pl"], "en"],
  [null, [], "en"],
  [null, ["zh-TW", "pt-PT", "en"], "pt-PT"],
  [null, ["iw-IL", "en"], "he-IL"], // as old Androids say
  [null, ["x-private", "", "not a tag", "eo", "nb"], "en"],
  ["de", ["en", "de-AT"], "de-AT"],
  ["he", ["en", "iw"], "he"],
  ["ja", ["de-AT"], "ja"],
  ["pl", ["de-AT"], "de-AT"], // chosen of a release that spoke it
  ["constructor", ["de-AT"], "de-AT"],
  ["{}", ["de-AT"], "de-AT"],
  [null, ["en-US@posix", "de-AT"], "de-AT"], // Chrome's on Linux without a language
  [null, ["de_AT"], "en"],
  ["de", ["de_AT"], "de"],
])("who chose %s, in a browser in %o, reads %s", (chosen, browser, tag) => {
  expect(preferred(chosen, browser)).toBe(tag);
});

test("what every object has is no language", () => {
  expect(languageOf("constructor")).toBeUndefined();
});

test("a browser that lets a site store nothing has a language all the same", () => {
  vi.stubGlobal("localStorage", undefined);
  vi.stubGlobal("navigator", { languages: ["de"] });

  expect(isStorageAllowed()).toBe(false);
  expect(preferred()).toBe("de");
});
