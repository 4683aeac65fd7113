/** A published event as the next draft. */
import type { EventDocument } from "../contract/types";
import { Temporal } from "../time";
import type { Form } from "../wizard/form";
import type { Content } from "./content";
import { formOf } from "./form";

/** An uploaded photo is deleted after seven days (infra/lifecycle.json); one of them is for publishing. */
const PHOTO_LASTS_MS = 6 * 24 * 60 * 60 * 1000;

/** The same event on the first such weekday to come after it, at the same time of day. */
export function duplicateOf(
  content: Content,
  event: Pick<EventDocument, "cover" | "published_at">,
  now: number,
): Form {
  const { status, note, ...form } = formOf(content);
  const { timezone, starts, ends } = form;
  let weeks = 1;
  while (isPast(later(starts, weeks), timezone, now)) weeks++;
  const photo = photoOf(event, now);
  return { ...form, starts: later(starts, weeks), ends: later(ends, weeks), ...(photo && { photo }) };
}

/** The photo that it was published with, while that is still stored. */
function photoOf(
  { cover, published_at }: Pick<EventDocument, "cover" | "published_at">,
  now: number,
): Form["photo"] {
  const until = published_at.getTime() + PHOTO_LASTS_MS;
  if (cover.source !== "uploaded" || !cover.upload || !cover.url || until <= now) return undefined;
  return { upload: cover.upload, url: cover.url, until };
}

const later = (wallTime: string, weeks: number) =>
  Temporal.PlainDateTime.from(wallTime).add({ weeks }).toString({ smallestUnit: "minute" });

const isPast = (wallTime: string, zone: string, now: number) =>
  Temporal.PlainDateTime.from(wallTime).toZonedDateTime(zone).epochMilliseconds <= now;
