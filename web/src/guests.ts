/**
 * What guests read of an event, in its own language as the server writes it (shared/event/wording.py).
 *
 * Dates are by the browser's CLDR, whose release may be another than the server's: vectors.test.ts has what differs.
 */
import { WORDS } from "./contract/guests";
import type { Place } from "./contract/types";
import { directionOf } from "./languages";
import { amount } from "./money";
import { mainOf, nearest } from "./nearest";
import { move, type Times, when } from "./when";

type Spoken = { language?: string | undefined };
export type Shown = Times &
  Spoken & {
    title: string;
    location: Place;
    status?: string;
    previous_starts_at?: Date | null;
  };

export const whenFor = (event: Spoken & Times): string => when(event, spoken(event).tag);

export function whereFor(event: Spoken & { location: Place }): string {
  const { kind, name, address } = event.location;
  const { words } = spoken(event);
  if (kind === "online") return words.online;
  return name && address ? filled(words.venue, { name, address }) : name || address || "";
}

/** `by Jazz Collective`, the name isolated from the direction of the words around it. */
export const byFor = (event: Spoken, organizer: string): string =>
  filled(spoken(event).words.by, { organizer: `\u2068${organizer}\u2069` });

/** A price in minor units: `Free` or `€18.00`. */
export function moneyFor(event: Spoken, price: number, currency: string): string {
  const { words, tag } = spoken(event);
  return price === 0 ? words.free : amount(price, currency, tag);
}

/** What the first ticket is called until its organizer calls it something else. */
export const firstTicketFor = (event: Spoken): string => spoken(event).words.ticket;

/** `Jun` and `12` of a calendar's leaf. */
export function leafFor(event: Spoken & Pick<Times, "starts_at" | "timezone">): [month: string, day: string] {
  const { tag } = spoken(event);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...options, timeZone: event.timezone });
  const parts = format({ month: "short", day: "numeric" }).formatToParts(event.starts_at);
  const [month = "", day = ""] = ["month", "day"].map((of) => parts.find(({ type }) => type === of)?.value);
  return [/^\p{N}/u.test(month) ? format({ month: "short" }).format(event.starts_at) : month, day]; // 6月
}

/** The title, said to be cancelled or postponed: `Cancelled: Summer Jazz Night`. */
export function headlineFor(event: Shown): string {
  const { status } = event;
  return titled(event, status === "cancelled" || status === "postponed" ? status : undefined);
}

/** The same, or what was moved: `New date: Summer Jazz Night`. For whoever sees only the link. */
export function previewFor(event: Shown): string {
  if (event.status && event.status !== "scheduled") return headlineFor(event);
  return titled(event, move(event.previous_starts_at, event));
}

/** Of the page: the language's; in English, which may be so by default, the title's (functions/page/render.py). */
export function directionFor(event: Spoken & { title: string }): "ltr" | "rtl" {
  const isByTitle = spoken(event).words === WORDS.en && isRightToLeft(event.title);
  return isByTitle ? "rtl" : directionOf(event.language ?? "");
}

/** As `dir="auto"` has it: by the first letter, flag or mark of direction. */
const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(DIRECTED.exec(text)?.[0] ?? "");

const DIRECTED = /[\p{L}\p{Mc}\p{Nl}\p{Regional_Indicator}\u200e\u200f\u061c]/u;
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

type Words = NonNullable<(typeof WORDS)[string]>;

const titled = (event: Shown, said: keyof Words | undefined) =>
  said ? filled(spoken(event).words[said], { title: event.title }) : event.title;

const filled = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

/** The words of a tag's nearest parent that has some, and what its dates are written by; English if none has. */
function spoken({ language = "" }: Spoken): { words: Words; tag: string } {
  const name = nearest(language) ?? "en";
  const main = mainOf(language);
  const tag = languageIn(name) === languageIn(main) ? main : name;
  return { words: WORDS[name] as Words, tag: tag === "en" ? "en-GB" : tag };
}

const languageIn = (tag: string) => tag.split("-")[0];
