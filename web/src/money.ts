/** Prices. English ones as the server writes them: its digits and symbols, whatever the browser thinks. */
import { DECIMALS, SYMBOLS } from "./contract/currencies";
import { form, locale, t } from "./words";

/** How many digits a currency's minor unit has. */
export const decimals = (currency: string): number => DECIMALS[currency] ?? 2;

/** A price in minor units: `Free`, `€18.00` or `KWD 2.050`; `–` while it is no number. */
export function money(price: number, currency: string): string {
  if (Number.isNaN(price)) return "–";
  return price === 0 ? t("event.free") : amount(price, currency, form());
}

/** The same, never free, and in the form of any language. */
export function amount(price: number, currency: string, tag: string): string {
  const digits = decimals(currency);
  const style = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const major = price / 10 ** digits;
  if (tag !== "en-GB")
    return new Intl.NumberFormat(tag, { ...style, style: "currency", currency }).format(major);
  const symbol = SYMBOLS[currency] ?? currency;
  const space = /[A-Za-z]$/.test(symbol) ? "\u00a0" : "";
  return symbol + space + new Intl.NumberFormat("en-GB", style).format(major);
}

/** A count in the organizer's digits, as one would type it: `100`, `١٠٠`. */
export const counted = (count: number): string =>
  new Intl.NumberFormat(locale, { useGrouping: false }).format(count);
