/** What a change means, in words: what it is called, and who hears of it. */
import type { EventDocument } from "../contract/types";
import { t } from "../words";
import { type Content, differences, type Field } from "./content";

const names = (was: Content, is: Content) =>
  new Set<Field["name"]>(differences(was, is).map(({ name }) => name));

/** What guests must hear about, and what the words on cover and card are made of (shared/event/change.py). */
const NOTICED: Field["name"][] = ["title", "when", "where", "status", "page"];
const LETTERED: Field["name"][] = ["title", "when", "where", "status", "language"];

/** What a history calls it. */
export function headlineOf(was: Content, is: Content): string {
  const changed = names(was, is);
  if (changed.has("page")) return t(is.isDown ? "change.page:down" : "change.did:putUp");
  if (changed.has("status"))
    return t(is.status === "scheduled" ? "change.did:backOn" : `change.status:${is.status}`);
  if (changed.has("when")) return t("change.did:rescheduled");
  if (changed.has("cover") && changed.size === 1) return t("change.did:cover");
  return t("change.edited");
}

/** What happens when the change is made, most important first; nothing when nothing differs. */
export function consequences(was: Content, is: Content, { organizer, cover }: EventDocument): string[] {
  const changed = names(was, is);
  if (!changed.size) return [];
  const isLettered = LETTERED.some((name) => changed.has(name));
  const isNoticed = NOTICED.some((name) => changed.has(name));
  const sentences = [pageOf(was, is, changed)];
  if (changed.has("title") && !changed.has("page")) sentences.push(t("change.link"));
  if (isNoticed)
    sentences.push(
      organizer.email_verified ? t("change.mail", { email: organizer.email ?? "" }) : t("change.unverified"),
    );
  else sentences.push(t("change.noMail"));
  if (isNoticed && !is.isDown) sentences.push(t("change.calendars"));
  const { wanted } = is.cover;
  if (wanted) sentences.push(pictureSentence(wanted.kind));
  else if (isLettered) {
    const hasPicture = cover.source === "uploaded" || cover.source === "generated";
    const isBadged = changed.has("status") || isMoved(was, is);
    if (!hasPicture) sentences.push(t("change.bothUpdated"));
    else sentences.push(t(isBadged ? "change.bothUpdatedPicture" : "change.cardUpdatedPicture"));
  }
  if (isNoticed) sentences.push(t("change.guests"));
  return sentences;
}

function pictureSentence(kind: string): string {
  if (kind === "generated") return t("change.paints");
  return t(kind === "earlier" ? "change.takesEarlier" : "change.makesAnew");
}

function pageOf(was: Content, is: Content, changed: Set<string>): string {
  if (is.isDown) return t("change.goesDown");
  if (was.isDown) return t("change.goesUp");
  if (changed.has("status")) return t(`change.becomes:${is.status}`);
  if (isMoved(was, is) && is.status === "scheduled") return t("change.moves");
  return t("change.shows");
}

/** As shared/event/wording.py has it: another end, or another zone's clock, is no new date. */
const isMoved = (was: Content, is: Content) => Date.parse(was.starts_at) !== Date.parse(is.starts_at);
