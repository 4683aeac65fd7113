/** What a revision of an event is made of (shared/event/change.py), and how two of them differ. */
import type { Cover, EventChange, Place, Ticket } from "../contract/types";
import { counted, money } from "../money";
import { when, where } from "../when";
import { nameOfLanguage } from "../wizard/language";
import { t } from "../words";
import { type Picture, pictureOf, pictureText } from "./cover";

/** The body of a change; times as RFC 3339. And its picture, and whether the page is down. What is left out stays. */
export type Content = Required<Omit<EventChange, "cover" | "language" | "slug">> & {
  language: string;
  cover: Picture;
  isDown: boolean;
};

/** From an event's document, or from what its history says was before; times there are Dates, or exact. */
export function contentOf(stored: Record<string, unknown>): Content {
  const { title, description, timezone, location, tickets, visibility, status, note } = stored;
  return {
    title: String(title ?? ""),
    description: String(description ?? ""),
    starts_at: timestamp(stored.starts_at),
    ends_at: timestamp(stored.ends_at),
    timezone: String(timezone ?? ""),
    location: placeOf(location as Place),
    tickets: (tickets as Ticket[] | null | undefined) ?? [],
    visibility: visibility === "unlisted" ? "unlisted" : "public",
    language: String(stored.language ?? "en"),
    status: status === "postponed" || status === "cancelled" ? status : "scheduled",
    note: String(note ?? ""),
    cover: pictureOf(stored.cover as Partial<Cover> | undefined),
    isDown: Boolean(stored.unpublished_at),
  };
}

/** What a change sends. A change puts up a page that was taken down; the picture stays unless another is wanted. */
export function bodyOf({ isDown, cover: { wanted }, ...change }: Content): EventChange {
  return { ...change, ...(wanted && { cover: wanted }) };
}

const timestamp = (time: unknown) => (time instanceof Date ? time.toISOString() : String(time));

const placeOf = ({ kind, name, address, url }: Place): EventChange["location"] =>
  kind === "online"
    ? { kind: "online", url: url ?? "" }
    : { kind: "venue", name: name ?? "", address: address ?? "" };

/**
 * What a revision made of the event, whose next one found `found`: an operator may have taken the page down in
 * between, which is part of no revision (Change.takes_down in shared/event/model.py).
 */
export function madeBy({ before, changed }: { before: Content; changed: string[] }, found: Content): Content {
  return { ...found, isDown: before.isDown !== changed.includes("/unpublished_at") };
}

// --- Differences ----------------------------------------------------------------------------------

/** Fields that change together, as a person sees them. */
export type Field = {
  name:
    | "title"
    | "description"
    | "when"
    | "where"
    | "tickets"
    | "cover"
    | "visibility"
    | "language"
    | "status"
    | "note"
    | "page";
  /** Equal for contents that do not differ here. */
  value: (content: Content) => unknown;
  text: (content: Content) => string;
};

const FIELDS: Field[] = [
  {
    name: "page",
    value: ({ isDown }) => isDown,
    text: ({ isDown }) => t(isDown ? "change.page:down" : "change.page:up"),
  },
  {
    name: "status",
    value: ({ status }) => status,
    text: ({ status }) => t(`change.status:${status}`),
  },
  {
    name: "title",
    value: ({ title }) => title,
    text: ({ title }) => title,
  },
  {
    name: "when",
    value: ({ starts_at, ends_at, timezone }) => [Date.parse(starts_at), Date.parse(ends_at), timezone],
    text: ({ starts_at, ends_at, timezone }) => {
      const times = { starts_at: new Date(starts_at), ends_at: new Date(ends_at), timezone };
      return isTime(times.starts_at) && isTime(times.ends_at) ? when(times) : ""; // none while it is typed
    },
  },
  {
    name: "where",
    value: ({ location }) => location,
    text: ({ location }) =>
      location.kind === "online" ? t("change.online", { url: location.url }) : where(location),
  },
  {
    name: "tickets",
    value: ({ tickets }) => tickets.map((ticket) => [ticket.name, priceOf(ticket), ticket.quantity]),
    text: ({ tickets }) =>
      tickets
        .map((ticket) => [ticket.name, priceOf(ticket), ticket.quantity ? counted(ticket.quantity) : "–"])
        .map((parts) => parts.join(" · "))
        .join("\n") || t("change.noTickets"),
  },
  {
    name: "cover",
    value: ({ cover: { since, choice, design, upload } }) => [since, choice, design, upload],
    text: ({ cover }) => pictureText(cover),
  },
  {
    name: "description",
    value: ({ description }) => description,
    text: ({ description }) => description,
  },
  {
    name: "visibility",
    value: ({ visibility }) => visibility,
    text: ({ visibility }) => t(visibility === "public" ? "change.public" : "change.unlisted"),
  },
  {
    name: "language",
    value: ({ language }) => language,
    text: ({ language }) => nameOfLanguage(language),
  },
  {
    name: "note",
    value: ({ note }) => note,
    text: ({ note }) => note,
  },
];

const isTime = (date: Date) => !Number.isNaN(date.getTime());
const priceOf = ({ price, currency }: Ticket) =>
  `${money(price, currency)}${price === 0 ? ` ${currency}` : ""}`;

/** The fields in which two contents differ. */
export function differences(was: Content, is: Content): Field[] {
  return FIELDS.filter(({ value }) => JSON.stringify(value(was)) !== JSON.stringify(value(is)));
}

const CONTEXT = 24;
const SHORT = 160;

/** Two texts, cut down to the words where they differ when they are long. */
export function excerpts(was: string, is: string): [was: string, is: string] {
  if (Math.max(was.length, is.length) <= SHORT) return [was, is];
  const shortest = Math.min(was.length, is.length);
  let start = 0;
  while (start < shortest && was[start] === is[start]) start++;
  let end = 0;
  while (end < shortest - start && was.at(-1 - end) === is.at(-1 - end)) end++;
  const cut = (text: string) => {
    const first = start > CONTEXT ? text.lastIndexOf(" ", start - CONTEXT) + 1 : 0;
    const space = text.indexOf(" ", text.length - end + CONTEXT);
    const last = space < 0 ? text.length : space;
    const part = text.slice(first, last);
    const middle = part.length > 2 * SHORT ? `${part.slice(0, SHORT)} … ${part.slice(-SHORT)}` : part;
    return `${first > 0 ? "… " : ""}${middle}${last < text.length ? " …" : ""}`;
  };
  return [cut(was), cut(is)];
}
