import { afterEach, expect, test, vi } from "vitest";
import { languageOf, preferred } from "./languages";

afterEach(() => void vi.unstubAllGlobals());

test.each([
  [["de-AT", "en"], "de-AT"],
  [["zh-TW", "pt-PT", "en"], "pt-PT"],
  [["iw"], "he"], // as old Androids say
  [["iw-IL", "en"], "he-IL"],
  [["en-US@posix"], "en-US"],
  [["de_CH.UTF-8"], "de-CH"],
  [["x-private", "", "not a tag", "eo", "nb"], "en"],
  [[], "en"],
])("a browser of %o reads %s", (browser, tag) => {
  expect(preferred(null, browser)).toBe(tag);
  expect(Intl.getCanonicalLocales(tag)).toEqual([tag]); // or Intl would throw
});

test("the language that was chosen is read, with the browser's country", () => {
  expect(preferred("de", ["en-GB", "de-AT"])).toBe("de-AT");
  expect(preferred("he", ["en-GB"])).toBe("he");
});

test.each(["tlh", "constructor", "toString", "{}", ""])("a stored %o is no choice", (chosen) => {
  expect(preferred(chosen, ["fr"])).toBe("fr");
  expect(languageOf(chosen)).toBeUndefined();
});

test("a browser that lets a site store nothing has a language all the same", () => {
  vi.stubGlobal("localStorage", undefined);
  vi.stubGlobal("navigator", { languages: ["de"] });

  expect(preferred()).toBe("de");
});
