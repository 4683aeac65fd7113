/** Which language an event is in: proposed by what is typed, and by what its organizer reads. */
import { LANGUAGES } from "../contract/languages";
import { languageOf } from "../languages";
import { nearest } from "../nearest";
import { locale } from "../words";

/** The letters of each script, a language that they may mean, and the script by the names that locales have for it. */
const WRITTEN: { letters: RegExp; language: string; scripts: string[] }[] = [
  { letters: /(?!の)[\p{Script=Hiragana}\p{Script=Katakana}ー]/gu, language: "ja", scripts: ["Jpan"] },
  { letters: /\p{Script=Hangul}/gu, language: "ko", scripts: ["Kore"] },
  { letters: /\p{Script=Hebrew}/gu, language: "he", scripts: ["Hebr"] },
  { letters: /\p{Script=Arabic}/gu, language: "ar", scripts: ["Arab"] },
  { letters: /\p{Script=Thai}/gu, language: "th", scripts: ["Thai"] },
  { letters: /\p{Script=Devanagari}/gu, language: "hi", scripts: ["Deva"] },
  { letters: /\p{Script=Bengali}/gu, language: "bn", scripts: ["Beng"] },
  { letters: /\p{Script=Greek}/gu, language: "el", scripts: ["Grek"] },
  { letters: /\p{Script=Cyrillic}/gu, language: "uk", scripts: ["Cyrl"] },
  // の is in Chinese names too.
  { letters: /[\p{Script=Han}の]/gu, language: "zh", scripts: ["Hans", "Hant", "Jpan"] },
];
/** Letters that the language of the script does not have: Persian and Urdu, Assamese, Marathi, Russian and others. */
const FOREIGN: Record<string, RegExp> = {
  ar: /[پچژگکیٹڈڑںےۀ]/u,
  bn: /[ৰৱ]/u,
  hi: /[ळऱ]/u,
  uk: /(?![а-щьюяґєії])\p{Script=Cyrillic}/iu,
};
/** Letters without which a text may be in several languages of the script. */
const OWN: Record<string, RegExp> = { uk: /[ґєії]/iu };

/** The text's language where its letters tell, and the organizer's languages do not tell otherwise; else the organizer's. */
export function proposedLanguage(text: string, reads = locale, browser = browsersLanguage()): string {
  const organizers = organizersLanguage(reads, browser);
  const found = writtenIn(text);
  if (!found) return organizers;
  const { language, scripts } = found;
  if (FOREIGN[language]?.test(text)) return organizers;
  if (OWN[language]?.test(text)) return language;
  const written = [browser, reads].filter((tag) => scripts.includes(scriptOf(tag)));
  if (written.length) return written.map(nearest).find(Boolean) ?? organizers;
  if (OWN[language]) return organizers;
  return language === "zh" && text.includes("の") ? "ja" : language;
}

/** The script of most of the letters. */
function writtenIn(text: string) {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  const counts = new Map(WRITTEN.map(({ language, letters }) => [language, count(letters)]));
  const kana = counts.get("ja") ?? 0;
  if (kana) counts.set("ja", kana + (counts.get("zh") ?? 0)); // Japanese has both's letters
  const half = count(/\p{L}/gu) / 2;
  return WRITTEN.find(({ language }) => (counts.get(language) ?? 0) > half);
}

const scriptOf = (tag: string) => new Intl.Locale(tag).maximize().script ?? "";
const browsersLanguage = () => Intl.NumberFormat().resolvedOptions().locale;

/** The browser's own language; where this site speaks that, the one that the site is read in. */
export function organizersLanguage(reads = locale, browser = browsersLanguage()): string {
  const own = languageOf(browser) ? undefined : nearest(browser);
  return own ?? nearest(reads) ?? "en";
}

/** By its own name. */
export const nameOfLanguage = (tag: string): string => LANGUAGES[tag] ?? named(tag) ?? tag;

function named(tag: string): string | undefined {
  try {
    return new Intl.DisplayNames(tag, { type: "language" }).of(tag);
  } catch {
    return undefined;
  }
}
