/** What a change means, in words: what it is called, and who hears of it. */
import type { EventDocument } from "../contract/types";
import { type Content, differences, type Field } from "./content";

const names = (was: Content, is: Content) =>
  new Set<Field["name"]>(differences(was, is).map(({ name }) => name));

/** What the words on cover and card are made of (shared/event/change.py). */
const LETTERED: Field["name"][] = ["title", "when", "where", "status"];

/** What a history calls it. */
export function headlineOf(was: Content, is: Content): string {
  const changed = names(was, is);
  if (changed.has("page")) return is.isDown ? "Taken down" : "Put back up";
  if (changed.has("status"))
    return { scheduled: "Back on", postponed: "Postponed", cancelled: "Cancelled" }[is.status];
  if (changed.has("when")) return "Rescheduled";
  if (changed.has("cover") && changed.size === 1) return "Cover changed";
  return "Edited";
}

/** What happens when the change is made, most important first; nothing when nothing differs. */
export function consequences(was: Content, is: Content, { organizer, cover }: EventDocument): string[] {
  const changed = names(was, is);
  if (!changed.size) return [];
  const isLettered = LETTERED.some((name) => changed.has(name));
  const isNoticed = isLettered || changed.has("page");
  const sentences = [pageOf(was, is, changed)];
  if (changed.has("title") && !changed.has("page")) sentences.push("The link stays the same.");
  if (isNoticed)
    sentences.push(
      organizer.email_verified
        ? `You get an email about it at ${organizer.email}.`
        : "You get no email, because your address is not verified.",
    );
  else sentences.push("You get no email: title, time, place and status stay.");
  if (isNoticed && !is.isDown)
    sentences.push("Subscribed calendars follow. Entries that guests added by hand do not.");
  const { wanted } = is.cover;
  if (wanted) sentences.push(PICTURES[wanted.kind] ?? MADE);
  else if (isLettered) {
    const hasPicture = cover.source === "uploaded" || cover.source === "generated";
    const isBadged = changed.has("status") || isMoved(was, is);
    const what = hasPicture && !isBadged ? "The share card is" : "The cover and the share card are";
    sentences.push(`${what} updated.${hasPicture ? " The picture stays the same." : ""}`);
  }
  if (isNoticed) sentences.push("We cannot write to your guests: tell those who made plans.");
  return sentences;
}

const MADE = "The cover and the share card are made anew.";
const PICTURES: Partial<Record<string, string>> = {
  generated:
    "AI paints another picture, which counts as one of the day's AI pictures. Until it is there, and if none is left today, the present one stays.",
  earlier: "The cover and the share card get the earlier picture again. Nothing is painted for it.",
};

function pageOf(was: Content, is: Content, changed: Set<string>): string {
  if (is.isDown)
    return "Page, calendar file and picture are gone. Anyone who opens the link reads that you took the page down.";
  if (was.isDown) return "The page is up again, under the same link.";
  if (changed.has("status") && is.status === "cancelled")
    return "The page stays up and says first that the event is cancelled.";
  if (changed.has("status") && is.status === "postponed")
    return "The page stays up and says first that the event is postponed.";
  if (changed.has("status")) return "The page says again when and where it takes place.";
  if (isMoved(was, is) && is.status === "scheduled")
    return "Guests see the new time on the page, beside the old one.";
  return "Guests see it on the page within a minute.";
}

/** As shared/event/wording.py has it: another end, or another zone's clock, is no new date. */
const isMoved = (was: Content, is: Content) => Date.parse(was.starts_at) !== Date.parse(is.starts_at);

/** What was done, to an organizer who may look at the page at once: caches keep it for a minute. */
export const inAMinute = (done: string) => `${done} Guests see it within a minute.`;
