/** Prices and counts as people write them: `€12`, `1.234,50`, `1 000`. What can be read in two ways is refused. */
import { SYMBOLS } from "../contract/currencies";
import { decimals, money } from "../money";
import { locale as organizers, t } from "../words";

/** In minor units, or why it is none. */
export type Price = { minor: number; problem?: never } | { minor?: never; problem: string };

const MAX_PRICE = 1_000_000_000_000;
const SPACES = /[\s\u00a0\u2009\u202f'’]/gu;
const GROUPED = /^\d{1,3}([.,\s\u00a0\u2009\u202f'’٬])\d{3}(?:\1\d{3})*$/u;
const IN_LAKHS = /^\d{1,2}(?:,\d{2})+,\d{3}$/;

/** An empty price is free. `locale` says whether `1.234` is a thousand. */
export function priceOf(text: string, currency: string, locale = organizers): Price {
  const digits = decimals(currency);
  const written = plain(text);
  if (!written || isFree(written, locale)) return { minor: 0 };
  const [typed, other] = withoutCurrency(written, currency, locale);
  if (other) return problem(t("tickets.otherCurrency", { other, currency }));
  if (/^[-−–]\s*\d/.test(typed)) return problem(t("tickets.negative"));
  const number = typed.replace(/[.,]\s*[-–—]+$/, ""); // `12,–` has no minor units
  const parts = partsOf(number, digits, locale);
  if (!parts) return problem(example(digits, locale));
  if (parts === "ambiguous") return problem(unambiguously(number, digits, locale));
  const [major, minor] = parts;
  if (minor.length > digits && /[^0]/.test(minor.slice(digits)))
    return problem(
      digits
        ? t("tickets.decimals", { currency, digits, example: amount(18.5, digits, locale) })
        : example(digits, locale),
    );
  const price = Number(major + minor.slice(0, digits).padEnd(digits, "0"));
  return price > MAX_PRICE
    ? problem(t("tickets.maximum", { price: money(MAX_PRICE, currency) }))
    : { minor: price };
}

/** As one would type it: `18`, `18.50`, or `18,50` where a comma begins the decimals. */
export function writtenPrice(minor: number, currency: string, locale = organizers): string {
  const digits = decimals(currency);
  const isWhole = minor % 10 ** digits === 0;
  return amount(minor / 10 ** digits, isWhole ? 0 : digits, locale);
}

/** `1000`, `1 000` or `1,000`; undefined for what is no whole number. */
export function wholeOf(text: string): number | undefined {
  const typed = plain(text);
  return /^\d+$/.test(typed) || isGrouped(typed) ? Number(typed.replace(/\D/g, "")) : undefined;
}

const problem = (problem: string): Price => ({ problem });

const isFree = (text: string, locale: string) =>
  ["free", t("tickets.free")].some(
    (word) => word.toLocaleLowerCase(locale) === text.toLocaleLowerCase(locale),
  );

/** Without separators of thousands, which are read in two ways. */
const amount = (number: number, digits: number, locale: string): string =>
  new Intl.NumberFormat(locale, {
    useGrouping: false,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(number);

const example = (digits: number, locale: string): string =>
  digits
    ? t("tickets.example", { example: amount(18.5, digits, locale) })
    : t("tickets.exampleWhole", { example: amount(1800, 0, locale) });

/** `1.234` where a point begins the decimals. */
function unambiguously(number: string, digits: number, locale: string): string {
  const [major = "", minor = ""] = number.split(/[.,٬]/);
  const one = amount(Number(major + minor), 0, locale);
  if (!digits) return t("tickets.unclear", { one });
  const cut = minor.slice(0, digits);
  return t("tickets.twoMeanings", { one, other: amount(Number(`${major}.${cut}`), cut.length, locale) });
}

/** Of Arabic, Persian, Hindi, Bengali and Thai digits. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
const DIGITS = new RegExp(
  ZEROS.map((zero) => `[\\u{${zero.toString(16)}}-\\u{${(zero + 9).toString(16)}}]`).join("|"),
  "gu",
);
const DIRECTIONS = /[\u061c\u200e\u200f]/g; // which prices are pasted with

/** With digits, points and signs of one kind. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(DIRECTIONS, "")
    .replace(DIGITS, (digit) => String(digitOf(digit.charCodeAt(0))))
    .replaceAll("٫", ".")
    .replaceAll("،", ",")
    .trim();
}

const digitOf = (digit: number) => digit - Math.max(...ZEROS.filter((zero) => zero <= digit));

/** The number, and the sign of another currency if that stands beside it. */
function withoutCurrency(text: string, currency: string, locale: string): [number: string, other: string] {
  const [, before = "", number = "", after = ""] = /^([^\d.,٬-]*)(.*?)([^\d.,٬–—-]*)$/su.exec(text) ?? [];
  const found = [before, after].map((sign) => sign.trim()).filter(Boolean);
  const own = signsOf(currency, locale);
  if (found.every((sign) => own.has(sign.toUpperCase()))) return [number.trim(), ""];
  const foreign = found.find((sign) => /^(\p{Sc}|[A-Z]{3})$/u.test(sign));
  return foreign ? ["", foreign] : [text, ""];
}

function signsOf(currency: string, locale: string): Set<string> {
  const written = (["symbol", "narrowSymbol"] as const).flatMap((currencyDisplay) =>
    [locale, "en"].map((language) => {
      const style = { style: "currency", currency, currencyDisplay } as const;
      const parts = new Intl.NumberFormat(language, style).formatToParts(1);
      return parts.find(({ type }) => type === "currency")?.value ?? currency;
    }),
  );
  return new Set([currency, SYMBOLS[currency] ?? currency, ...written].map((sign) => sign.toUpperCase()));
}

type Parts = [major: string, minor: string];

function partsOf(number: string, digits: number, locale: string): Parts | "ambiguous" | undefined {
  const marks = [...number.matchAll(/[.,٬]/g)].map(([mark]) => mark);
  const last = marks.at(-1);
  if (!last) return isWhole(number) ? [number.replace(SPACES, ""), ""] : undefined;
  const at = number.lastIndexOf(last);
  const [major, minor] = [number.slice(0, at), number.slice(at + 1)];
  if (!/^\d*$/.test(minor) || !/\d/.test(number)) return undefined;
  const isOnly = marks.length === 1;
  // The last of several equal marks, or the only one before three digits, may separate thousands.
  if (isGrouped(number)) {
    if (!isOnly) return [number.replace(/\D/g, ""), ""];
    const isDecimal = last === decimalMark(locale);
    if (digits === 3) return isDecimal ? [major, minor] : "ambiguous";
    return isDecimal ? "ambiguous" : [major + minor, ""];
  }
  if (marks.filter((mark) => mark === last).length > 1) return undefined;
  if (!isWhole(major) && major) return undefined;
  return [major.replace(/\D/g, ""), minor];
}

const isGrouped = (text: string) => GROUPED.test(text) || IN_LAKHS.test(text);
const isWhole = (text: string) => /^\d+$/.test(text) || isGrouped(text);

function decimalMark(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find(({ type }) => type === "decimal")?.value.replace("٫", ".") ?? ".";
}
