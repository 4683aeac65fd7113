import { decimals, type Ticket } from "./draft";

/** As the public page prints it: the backend's digits, whatever the browser thinks of the currency. */
export function money(price: number, currency: string): string {
  if (price === 0) return "Free";
  const digits = decimals(currency);
  const style = {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat("en-GB", style).format(price / 10 ** digits);
}

/** `Free`, `€18.00` or `from €9.00`. */
export function cheapest(tickets: Ticket[]): string {
  const [first, ...others] = tickets
    .filter(({ price }) => Number.isFinite(price))
    .sort((a, b) => a.price - b.price);
  if (!first) return "";
  return `${others.length ? "from " : ""}${money(first.price, first.currency)}`;
}
