/** What guests read of an event, in its own language as the server writes it (shared/event/wording.py). */
import { PARENTS, WORDS } from "./contract/guests";
import type { Place } from "./contract/types";
import { move, type Times, when } from "./when";

export type Shown = Times & {
  title: string;
  location: Place;
  status?: string;
  language?: string;
  previous_starts_at?: Date | null;
};

export const whenFor = (event: Shown): string => when(event, spoken(event).tag);

export function whereFor(event: Shown): string {
  const { kind, name, address } = event.location;
  const { words } = spoken(event);
  if (kind === "online") return words.online;
  return name && address ? filled(words.venue, { name, address }) : name || address || "";
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

type Words = NonNullable<(typeof WORDS)[string]>;

const titled = (event: Shown, said: keyof Words | undefined) =>
  said ? filled(spoken(event).words[said], { title: event.title }) : event.title;

const filled = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

const MAIN = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(?=-|$)/;

/** The words of a tag's nearest parent that has some, and what its dates are written by; English if none has. */
function spoken({ language = "" }: Shown): { words: Words; tag: string } {
  const [main = ""] = MAIN.exec(language) ?? [];
  for (let tag = main; tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf("-")))) {
    const name = PARENTS[tag] ?? tag;
    const words = WORDS[name];
    if (words) return { words, tag: languageIn(name) === languageIn(main) ? main : name };
  }
  return { words: WORDS.en as Words, tag: "en" };
}

const languageIn = (tag: string) => tag.split("-")[0];
