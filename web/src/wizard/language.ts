/** Which language an event is in: proposed by what is typed, and by what its organizer reads. */
import { LANGUAGES, NEAREST } from "../contract/languages";
import { languageOf } from "../languages";
import { locale } from "../words";

/** Where a script is that of one language that pages have words in. Japanese before Chinese: it has both's letters. */
const WRITTEN: [language: string, letters: RegExp][] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["he", /\p{Script=Hebrew}/gu],
  ["ar", /\p{Script=Arabic}/gu],
  ["th", /\p{Script=Thai}/gu],
  ["hi", /\p{Script=Devanagari}/gu],
  ["bn", /\p{Script=Bengali}/gu],
  ["el", /\p{Script=Greek}/gu],
  ["uk", /\p{Script=Cyrillic}/gu],
  ["zh", /\p{Script=Han}/gu],
];
/** Letters that the language of the script does not have: Persian and Urdu, Assamese, Russian and Bulgarian. */
const FOREIGN: Record<string, RegExp> = {
  ar: /[پچژگکیٹڈڑںےۀ]/u,
  bn: /[ৰৱ]/u,
  uk: /[ыэъё]/iu,
};

/** The text's language where its letters tell, else the organizer's. */
export function proposedLanguage(text: string, organizers = organizersLanguage()): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const counts = new Map(WRITTEN.map(([language, script]) => [language, text.match(script)?.length ?? 0]));
  const kana = counts.get("ja") ?? 0;
  if (kana) counts.set("ja", kana + (counts.get("zh") ?? 0));
  const [found = "", count = 0] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
  if (count * 2 <= letters || FOREIGN[found]?.test(text)) return organizers;
  // Chinese is written in two ways, and a Japanese title may have no other letters.
  if (found === "zh" && /^(zh|ja)\b/.test(organizers)) return organizers;
  return found;
}

/** The browser's own language; where this site speaks that, the one that the site is read in. */
export function organizersLanguage(
  reads = locale,
  browser = Intl.NumberFormat().resolvedOptions().locale,
): string {
  const own = languageOf(browser) ? undefined : nearest(browser);
  return own ?? nearest(reads) ?? "en";
}

/** The one that pages have words in for a tag: `zh-Hant` of `zh-TW`, `pt-PT` of `pt-AO`. */
export function nearest(tag: string): string | undefined {
  let known: Intl.Locale;
  try {
    known = new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
  const { language, script } = known;
  const names = [tag, `${language}-${script}`, language];
  for (const name of names) {
    const found = NEAREST[name] ?? (name in LANGUAGES ? name : undefined);
    if (found) return found;
  }
  return undefined;
}

/** The one that a page of that tag has its words, dates and prices in. */
export const pageLanguage = (tag = "en"): string => nearest(tag) ?? "en";

/** By its own name. */
export const nameOfLanguage = (tag: string): string => LANGUAGES[tag] ?? named(tag) ?? tag;

function named(tag: string): string | undefined {
  try {
    return new Intl.DisplayNames(tag, { type: "language" }).of(tag);
  } catch {
    return undefined;
  }
}
