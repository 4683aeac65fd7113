/** Prices as the server writes them: its digits and symbols, whatever the browser thinks of the currency. */
import { DECIMALS, SYMBOLS } from "./contract/currencies";

/** How many digits a currency's minor unit has. */
export const decimals = (currency: string): number => DECIMALS[currency] ?? 2;

/** A price in minor units: `Free`, `€18.00` or `KWD 2.050`. */
export function money(price: number, currency: string): string {
  if (price === 0) return "Free";
  const digits = decimals(currency);
  const symbol = SYMBOLS[currency] ?? currency;
  const style = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const amount = new Intl.NumberFormat("en-GB", style).format(price / 10 ** digits);
  return `${symbol}${/[A-Za-z]$/.test(symbol) ? "\u00a0" : ""}${amount}`;
}
