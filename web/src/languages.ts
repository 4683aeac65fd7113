/** Which language the site speaks: the one that was chosen, else the browser's, else English. */

/** By each language's own name. */
export const LANGUAGES = {
  en: "English",
  ar: "العربية",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  he: "עברית",
  it: "Italiano",
  ja: "日本語",
  pt: "Português",
  uk: "Українська",
} as const;
export type Language = keyof typeof LANGUAGES;

/** Of every tab; or, where a full localStorage refused it, of this one, before the one of every tab. */
const CHOSEN = "publish-event:language";
/** English with accents, 40% longer, for tests: chosen by hand in localStorage. */
const PSEUDO = "en-XA";

/** A tag that Intl takes: the browser's own where it has the language (`de-AT`), since it knows the country. */
export function preferred(
  chosen = isStorageAllowed() ? (sessionStorage.getItem(CHOSEN) ?? localStorage.getItem(CHOSEN)) : null,
  browser: readonly string[] = navigator.languages,
): string {
  if (chosen === PSEUDO) return PSEUDO;
  const tags = browser.map(canonical);
  if (chosen && Object.hasOwn(LANGUAGES, chosen))
    return tags.find((tag) => languageOf(tag) === chosen) ?? chosen;
  return tags.find(languageOf) ?? "en";
}

/** As Intl has it: `he` of `iw`, and nothing of `en-US@posix`, which Chrome on Linux may say. */
function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? "";
  } catch {
    return "";
  }
}

/** A browser that keeps cookies from a site throws at every use of its storage. */
export function isStorageAllowed(): boolean {
  try {
    return Boolean(localStorage && sessionStorage);
  } catch {
    return false;
  }
}

/** Another language, after a reload: every text that was made already is in the old one. */
export function choose(language: Language): void {
  if (isStored(localStorage, language)) sessionStorage.removeItem(CHOSEN);
  else isStored(sessionStorage, language);
  location.reload();
}

function isStored(storage: Storage, language: Language): boolean {
  try {
    storage.setItem(CHOSEN, language);
    return true;
  } catch {
    return false; // no room
  }
}

const RIGHT_TO_LEFT = ["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];

/** Of any language, for `dir`, as the server has it (shared/event/languages.py). */
export function directionOf(tag: string): "ltr" | "rtl" {
  try {
    return RIGHT_TO_LEFT.includes(new Intl.Locale(tag).maximize().script ?? "") ? "rtl" : "ltr";
  } catch {
    return "ltr"; // no tag at all
  }
}

/** The one of ours that a tag is: `de` of `de-AT`; undefined of one that we do not speak. */
export function languageOf(tag: string): Language | undefined {
  const language = tag.toLowerCase().split(/[-_]/)[0] ?? "";
  return Object.hasOwn(LANGUAGES, language) ? (language as Language) : undefined;
}
