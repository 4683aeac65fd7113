/** Which of the languages that pages have words in a tag comes to, as the server finds it (shared/event/languages.py). */
import { LANGUAGES, NEAREST } from "./contract/languages";

const MAIN = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(?=-|$)/;

/** Language, script and region of a tag, by their present names; "" of what is no tag. */
export function mainOf(tag: string): string {
  try {
    return MAIN.exec(Intl.getCanonicalLocales(tag)[0] ?? "")?.[0] ?? "";
  } catch {
    return "";
  }
}

/** `zh-Hant` of `zh-TW`, `pt-PT` of `pt-AO`; undefined where there are no words for the language. */
export function nearest(tag: string): string | undefined {
  for (let main = mainOf(tag); main; main = main.slice(0, Math.max(0, main.lastIndexOf("-")))) {
    const name = NEAREST[main] ?? main;
    if (name in LANGUAGES) return name;
  }
  return undefined;
}
