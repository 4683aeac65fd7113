import { describe, expect, test } from "vitest";
import { organizersLanguage, proposedLanguage } from "./language";

describe("the language of what is typed", () => {
  test.each([
    ["ליל ג׳אז", "he"],
    ["ليلة الجاز", "ar"],
    ["夏のジャズナイト", "ja"],
    ["ジャズ", "ja"],
    ["コーヒー", "ja"], // what makes a vowel long is of two scripts
    ["桜の夜", "ja"],
    ["여름 재즈의 밤", "ko"],
    ["คืนแจ๊สฤดูร้อน", "th"],
    ["गर्मी की जैज़ रात", "hi"],
    ["গ্রীষ্মের জ্যাজ রাত", "bn"],
    ["Καλοκαιρινή βραδιά τζαζ", "el"],
    ["Літня ніч джазу", "uk"],
    ["ЛІТНЯ НІЧ", "uk"],
    ["夏日爵士之夜", "zh"],
    ["Jazz Night", "fr"], // what a Latin letter does not tell, the organizer's language does
    ["", "fr"],
    ["2027 🎷", "fr"],
    ["Jazz Night with Ελένη", "fr"],
    ["DJ שרון: ליל ריקודים", "he"],
    ["شب موسیقی", "fr"], // Persian
    ["मराठी नाट्यसंगीत मेळा", "fr"], // Marathi
    ["Летняя ночь: вход свободный", "fr"], // Russian
    ["Концерт в парке", "fr"], // Russian, though no letter says so
    ["Джаз на открито", "fr"], // Bulgarian
    ["Џез у парку", "fr"], // Serbian
    ["Вячэрні канцэрт", "fr"], // Belarusian, which has an і too
  ])("%o is %s for a French organizer", (text, language) => {
    expect(proposedLanguage(text, "fr", "fr-FR")).toBe(language);
  });

  test.each([
    ["夏日爵士之夜", "en", "zh-TW", "zh-Hant"],
    ["夏日爵士之夜", "en", "zh-CN", "zh"],
    ["夏日爵士之夜", "ja", "en-US", "ja"], // as the site is read
    ["花見", "en", "ja-JP", "ja"],
    ["花見", "ja", "zh-CN", "zh"], // the browser's first
    ["鲜の每日", "en", "zh-CN", "zh"],
    ["鲜の每日", "en", "ja-JP", "ja"],
    ["ジャズの夜", "en", "zh-CN", "ja"],
    ["Концерт у парку", "en", "uk-UA", "uk"],
    ["Концерт у парку", "uk", "en-US", "uk"],
    ["Концерт у парку", "uk", "ru-RU", "uk"],
    ["Концерт в парке", "en", "ru-RU", "en"],
    ["Літня ніч", "en", "ru-UA", "uk"],
    ["Вечер на джаза", "en", "bg-BG", "en"],
    ["Вечер джаза: вход свободный", "en", "uk-UA", "en"],
    ["संगीत रात्री", "en", "mr-IN", "en"],
    ["संगीत रात", "en", "hi-IN", "hi"],
    ["شب آواز", "en", "fa-IR", "en"],
    ["ليلة الجاز", "en", "ar-EG", "ar"],
    ["דער קאָנצערט", "en", "yi", "en"],
  ])("%o, where the site is read in %s and the browser in %s, is %s", (text, reads, browser, language) => {
    expect(proposedLanguage(text, reads, browser)).toBe(language);
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
