/** A published event as a form, and back. */
import { cleaned, type Mistakes } from "../draft";
import { counted } from "../money";
import { isZone, Temporal } from "../time";
import { draftOf, type Form, keptPhoto, mistakesIn } from "../wizard/form";
import { writtenPrice } from "../wizard/price";
import { t } from "../words";
import type { Content, Field } from "./content";
import { type Picture, pictureFor, type Wish } from "./cover";

/** Without a `cover` and a photo, the picture stays. A photo takes the place of `cover`. */
export type EditForm = Omit<Form, "kept" | "slug" | "language"> &
  Pick<Content, "language" | "status" | "note"> & { cover?: Wish | undefined };

const MAX_NOTE = 500;

export function formOf(content: Content): EditForm {
  const { title, description, visibility, language, timezone, location, status, note } = content;
  const isOnline = location.kind === "online";
  return {
    title,
    description,
    visibility,
    language,
    timezone,
    status,
    note,
    starts: wallTime(content.starts_at, timezone),
    ends: wallTime(content.ends_at, timezone),
    kind: location.kind,
    venue: isOnline ? "" : location.name,
    address: isOnline ? "" : (location.address ?? ""),
    url: isOnline ? location.url : "",
    tickets: content.tickets.map(({ name, price, currency, quantity }, index) => ({
      id: `ticket-${index}`,
      name,
      price: writtenPrice(price, currency),
      currency,
      quantity: counted(quantity),
    })),
  };
}

/** What a clock there shows, as a datetime-local input takes it. */
function wallTime(instant: string, zone: string): string {
  const time = Temporal.Instant.from(instant)
    .toZonedDateTimeISO(isZone(zone) ? zone : "UTC")
    .toPlainDateTime();
  return time.second ? time.toString({ smallestUnit: "second" }) : time.toString({ smallestUnit: "minute" });
}

/**
 * What the form says, typed over `base`, which is the event's content in `revision`.
 *
 * A time that was not touched stays what it was, to the microsecond: a form knows minutes, and of an hour
 * that happens twice the first.
 */
export function contentFrom(form: EditForm, base: Content, revision = 0): Content {
  const was = formOf(base);
  const draft = draftOf(form);
  const isSame = (time: "starts" | "ends") => form[time] === was[time] && form.timezone === was.timezone;
  return {
    title: draft.title,
    description: draft.description,
    starts_at: isSame("starts") ? base.starts_at : draft.starts_at,
    ends_at: isSame("ends") ? base.ends_at : draft.ends_at,
    timezone: draft.timezone,
    location: draft.location,
    tickets: draft.tickets,
    visibility: draft.visibility,
    language: form.language,
    status: form.status,
    note: cleaned(form.note, "/note"),
    cover: pictureFrom(form, base.cover, revision),
    isDown: false,
  };
}

function pictureFrom(form: EditForm, present: Picture, revision: number): Picture {
  const photo = keptPhoto(form);
  if (photo) return pictureFor({ kind: "uploaded", upload: photo.upload }, revision);
  return form.cover ? pictureFor(form.cover, revision) : present;
}

/** As publishing has them; but an event that is over may have all corrected that is no time. */
export function mistakesOf(form: EditForm, base: Content): Mistakes {
  const { status, note, cover, isDown, ...draft } = contentFrom(form, base);
  const isMoved = draft.starts_at !== base.starts_at || draft.ends_at !== base.ends_at;
  const mistakes = mistakesIn(form, draft, { mayBeOver: !isMoved });
  if ([...note].length > MAX_NOTE) mistakes["/note"] = t("rules.string_too_long", { max_length: MAX_NOTE });
  return mistakes;
}

const KEYS: Record<Field["name"], (keyof EditForm)[]> = {
  page: [],
  status: ["status"],
  title: ["title"],
  when: ["starts", "ends", "timezone"],
  where: ["kind", "venue", "address", "url"],
  tickets: ["tickets"],
  cover: ["cover", "photo"],
  description: ["description"],
  visibility: ["visibility"],
  language: ["language"],
  note: ["note"],
};

/** `form` with these fields as `other` has them. */
export function withFields(form: EditForm, other: EditForm, fields: Field["name"][]): EditForm {
  const keys = fields.flatMap((name) => KEYS[name]);
  return { ...form, ...Object.fromEntries(keys.map((key) => [key, other[key]])) };
}
