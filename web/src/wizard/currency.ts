/** The currency that a first ticket is offered in: the last one that was chosen here, or the region's. */
import { CURRENCIES } from "../contract/currencies";
import { PAID_WITH } from "../contract/regions";

const CHOSEN = "publish-event:currency";

/** `language` is the browser's own but for tests. */
export function usualCurrency(language = Intl.NumberFormat().resolvedOptions().locale): string {
  const chosen = stored();
  return chosen && CURRENCIES.includes(chosen) ? chosen : currencyOf(language);
}

export function rememberCurrency(currency: string): void {
  try {
    localStorage.setItem(CHOSEN, currency);
  } catch {
    // not remembered, then
  }
}

/** `de-AT` pays in euros, and `ja`, where nothing is said of a region, in yen. */
function currencyOf(language: string): string {
  const region = regionOf(language);
  const paidWith = Object.entries(PAID_WITH).find(([, regions]) => regions.split(" ").includes(region));
  return paidWith?.[0] ?? "EUR";
}

function regionOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().region ?? "";
  } catch {
    return "";
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null;
  }
}
