// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { choose, isStorageAllowed, languageOf, preferred } from "./languages";
import { full } from "./testing";

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
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

test("a language that was chosen is spoken after a reload, also while localStorage has no room", () => {
  const reload = vi.fn();
  vi.stubGlobal("location", { reload });
  const room = localStorage;

  choose("de");
  expect(preferred(undefined, ["fr"])).toBe("de");
  vi.stubGlobal("localStorage", full(room));
  choose("he");
  expect(preferred(undefined, ["fr"])).toBe("he");
  vi.stubGlobal("localStorage", room);
  choose("ja");

  expect(preferred(undefined, ["fr"])).toBe("ja");
  expect(reload).toHaveBeenCalledTimes(3);
});

test("no room at all is no error: the page stays in its language", () => {
  vi.stubGlobal("location", { reload: () => {} });
  vi.stubGlobal("localStorage", full(localStorage));
  vi.stubGlobal("sessionStorage", full(sessionStorage));

  choose("de");

  expect(preferred(undefined, ["fr"])).toBe("fr");
});
