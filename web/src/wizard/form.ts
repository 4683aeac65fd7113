/** What is typed, as it is typed; the draft that it makes; and its mistakes, field by field. */
import type { ComposedCover, CopiedCover } from "../contract/types";
import { cleaned, type Draft, type Mistakes, mistakes } from "../draft";
import { firstTicketFor } from "../guests";
import { counted } from "../money";
import { atOffset, hereZone, inDays, instant, isTyped, isZone, Temporal } from "../time";
import { t } from "../words";
import { usualCurrency } from "./currency";
import { proposedLanguage } from "./language";
import { completed, problemOf } from "./link";
import { priceOf, wholeOf } from "./price";
import { present } from "./zones";

export type TicketForm = { id: string; name: string; price: string; currency: string; quantity: string };
export type Form = {
  title: string;
  description: string;
  visibility: "public" | "unlisted";
  /** Of the page, once one is chosen: until then it is the one that is proposed. */
  language?: string;
  /** The page's address after `/e/`, where it is not to be made of the title. */
  slug?: string;
  /** Wall times in `timezone`, as datetime-local inputs give them. */
  starts: string;
  ends: string;
  timezone: string;
  kind: "venue" | "online";
  venue: string;
  address: string;
  url: string;
  tickets: TicketForm[];
  /** It is uploaded: its name, where to see it, and how long it is stored. */
  photo?: { upload: string; url: string; until: number };
  /** The design that was chosen, or the cover of the event that this one is a duplicate of, unless there is a photo. */
  kept?: KeptCover;
};
/** `url` shows its picture without words; a composed cover has none. */
export type KeptCover = { cover: CopiedCover | ComposedCover; url?: string; isAi?: boolean };

export const empty = (): Form => ({
  title: "",
  description: "",
  visibility: "public",
  starts: inDays(30, "19:30"),
  ends: inDays(30, "22:30"),
  timezone: present(hereZone()),
  kind: "venue",
  venue: "",
  address: "",
  url: "",
  tickets: [],
});

/** Of the page: the one that was chosen, else the one that is proposed for what is typed. */
export const languageFor = ({ language, title, description }: Form): string =>
  language ?? proposedLanguage(`${title}\n${description}`);

/** The first one is called as the page's `language` has it. */
export const newTicket = (language: string, like?: TicketForm): TicketForm => ({
  id: crypto.randomUUID(),
  name: like ? "" : firstTicketFor({ language }),
  price: "",
  currency: like?.currency ?? usualCurrency(),
  quantity: like?.quantity ?? counted(100),
});

/** What is not a number becomes NaN, and what is not a time becomes "": mistakesIn names both. */
export function draftOf(form: Form): Draft {
  const { title, description, visibility, slug, timezone } = form;
  return cleaned({
    title,
    description,
    visibility,
    language: languageFor(form),
    ...(slug && { slug }),
    timezone,
    starts_at: atOffset(form.starts, timezone) ?? "",
    ends_at: atOffset(form.ends, timezone) ?? "",
    location:
      form.kind === "online"
        ? { kind: "online", url: completed(form.url) }
        : { kind: "venue", name: form.venue, address: form.address },
    tickets: form.tickets.map(({ name, price, currency, quantity }) => ({
      name,
      price: priceOf(price, currency).minor ?? Number.NaN,
      currency,
      quantity: wholeOf(quantity) ?? Number.NaN,
    })),
    ...coverOf(form),
  });
}

/** A photo, which takes the place of what was kept. */
function coverOf(form: Form): Pick<Draft, "cover" | "cover_upload"> {
  const photo = keptPhoto(form);
  if (photo) return { cover_upload: photo.upload };
  return form.kept ? { cover: form.kept.cover } : {};
}

export const keptPhoto = ({ photo }: Form) => (photo && photo.until > Date.now() ? photo : undefined);

/** The draft's own mistakes, in a form's words where the form knows better what was typed. */
export function mistakesIn(form: Form, draft = draftOf(form), { mayBeOver = false } = {}): Mistakes {
  const all = { ...mistakes(draft), ...Object.fromEntries(typed(form)) };
  const end = instant(draft.ends_at);
  if (!mayBeOver && !all["/ends_at"] && end && Temporal.Instant.compare(end, Temporal.Now.instant()) <= 0)
    all["/ends_at"] = t("rules.over");
  if (form.photo && !keptPhoto(form)) all["/cover_upload"] = t("wizard.photoExpired");
  return all;
}

function* typed(form: Form): Generator<[pointer: string, sentence: string]> {
  if (isZone(form.timezone)) {
    for (const [pointer, text] of [
      ["/starts_at", form.starts],
      ["/ends_at", form.ends],
    ] as const) {
      if (!text) yield [pointer, t(`rules.empty:${pointer}`)];
      else if (!isTyped(text)) yield [pointer, t("rules.years")];
      else if (!atOffset(text, form.timezone)) yield [pointer, t("wizard.skippedTime")];
    }
  }
  if (form.kind === "online") {
    const link = completed(form.url);
    const why = link ? problemOf(link) : t("rules.empty:/location/url");
    if (why) yield ["/location/url", why];
  }
  for (const [i, { price, currency, quantity }] of form.tickets.entries()) {
    const { problem } = priceOf(price, currency);
    if (problem) yield [`/tickets/${i}/price`, problem];
    if (!quantity.trim()) yield [`/tickets/${i}/quantity`, t("rules.empty:/tickets/*/quantity")];
    else if (wholeOf(quantity) === undefined) yield [`/tickets/${i}/quantity`, t("rules.int_type")];
  }
}
