import { describe, expect, test } from "vitest";
import { organizersLanguage, proposedLanguage } from "./language";

describe("the language of what is typed", () => {
  test.each([
    ["ליל ג׳אז", "he"],
    ["ليلة الجاز", "ar"],
    ["夏のジャズナイト", "ja"],
    ["ジャズ", "ja"],
    ["여름 재즈의 밤", "ko"],
    ["คืนแจ๊สฤดูร้อน", "th"],
    ["गर्मी की जैज़ रात", "hi"],
    ["গ্রীষ্মের জ্যাজ রাত", "bn"],
    ["Καλοκαιρινή βραδιά τζαζ", "el"],
    ["Літня ніч джазу", "uk"],
    ["夏日爵士之夜", "zh"],
    ["Jazz Night", "fr"], // what a Latin letter does not tell, the organizer's language does
    ["", "fr"],
    ["2027 🎷", "fr"],
    ["Jazz Night with Ελένη", "fr"],
    ["DJ שרון: ליל ריקודים", "he"],
    ["شب موسیقی", "fr"], // Persian
    ["Летняя ночь: вход свободный", "fr"], // Russian
  ])("%o is %s for a French organizer", (text, language) => {
    expect(proposedLanguage(text, "fr")).toBe(language);
  });

  test.each(["zh-Hant", "ja"])("Chinese letters alone are %s for those who write it", (organizers) => {
    expect(proposedLanguage("夏日爵士之夜", organizers)).toBe(organizers);
  });
});

test.each([
  ["en-US", "en-US", "en-US"],
  ["en-AU", "en-AU", "en"],
  ["en", "pl-PL", "pl"], // the site has no Polish, but pages do
  ["en", "ca", "en"], // nor have pages
  ["pt-AO", "en-US", "pt-PT"], // chosen for the site
  ["?", "?", "en"],
])("who reads the site in %s, with a browser in %s, writes %s", (reads, browser, language) => {
  expect(organizersLanguage(reads, browser)).toBe(language);
});
