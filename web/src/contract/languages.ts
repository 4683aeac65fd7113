// Written by `make contract`; edit the Python that it comes from instead.

/** Those that pages have words in, by their own names. */
export const LANGUAGES: Record<string, string> = {
  "da": "Dansk",
  "de": "Deutsch",
  "en": "English (United Kingdom)",
  "en-US": "English (United States)",
  "es": "Español",
  "fr": "Français",
  "id": "Indonesia",
  "it": "Italiano",
  "nl": "Nederlands",
  "no": "Norsk",
  "pl": "Polski",
  "pt": "Português (Brasil)",
  "pt-PT": "Português (Portugal)",
  "fi": "Suomi",
  "sv": "Svenska",
  "vi": "Tiếng Việt",
  "tr": "Türkçe",
  "cs": "Čeština",
  "el": "Ελληνικά",
  "uk": "Українська",
  "he": "עברית",
  "ar": "العربية",
  "hi": "हिन्दी",
  "bn": "বাংলা",
  "th": "ไทย",
  "zh": "中文 (简体)",
  "zh-Hant": "中文 (繁體)",
  "ja": "日本語",
  "ko": "한국어"
};

/** Of tags whose words are another's than those of the longest tag that they begin with. */
export const NEAREST: Record<string, string> = {
  "ht": "fr",
  "nb": "no",
  "nn": "no",
  "hi-Latn": "en",
  "pt-AO": "pt-PT",
  "pt-CH": "pt-PT",
  "pt-CV": "pt-PT",
  "pt-GQ": "pt-PT",
  "pt-GW": "pt-PT",
  "pt-LU": "pt-PT",
  "pt-MO": "pt-PT",
  "pt-MZ": "pt-PT",
  "pt-ST": "pt-PT",
  "pt-TL": "pt-PT",
  "zh-HK": "zh-Hant",
  "zh-MO": "zh-Hant",
  "zh-TW": "zh-Hant"
};
