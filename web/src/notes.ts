/** What an organizer reads about an event of theirs. */
import type { Confirmation, Cover, EventDocument } from "./contract/types";
import { move } from "./when";
import { t } from "./words";

type Work = Cover | Confirmation;

/** What it is, as far as guests are concerned. */
type Standing = "down" | "cancelled" | "over" | "postponed" | "live";

function standingOf({ unpublished_at, status, ends_at }: EventDocument, now: number): Standing {
  if (unpublished_at) return "down";
  if (status === "cancelled") return "cancelled";
  if (ends_at.getTime() < now) return "over";
  return status === "postponed" ? "postponed" : "live";
}

export const headline = (event: EventDocument, now: number): string => t(`notes.${standingOf(event, now)}`);

/** How it stands, in a word or two; `isLive` while guests may come. */
export function standing(event: EventDocument, now: number): { words: string; isLive: boolean } {
  const is = standingOf(event, now);
  if (is !== "live") return { words: t(`notes.badge:${is}`), isLive: false };
  const moved = move(event.previous_starts_at, event);
  const isUnlisted = event.visibility === "unlisted";
  if (!moved) return { words: t(isUnlisted ? "notes.badge:unlisted" : "notes.badge:live"), isLive: true };
  const key = moved === "date" ? "notes.badge:newDate" : "notes.badge:newTime";
  return { words: t(isUnlisted ? `${key}Unlisted` : key), isLive: true };
}

export const audience = ({ ticket_count, visibility }: EventDocument): string =>
  t(visibility === "unlisted" ? "notes.audience:unlisted" : "notes.audience:public", { count: ticket_count });

/** How cover and mail turned out, or what is still to come. The page is there all the same. */
export function notes(event: EventDocument, now: number): string[] {
  return [...takenDown(event), ...coverNotes(event, now), ...mailNotes(event, now)];
}

function takenDown({ unpublished_at, unpublished_by }: EventDocument): string[] {
  if (!unpublished_at) return [];
  if (unpublished_by === "owner") return [t("notes.downByYou")];
  return [t("notes.downByOperator")];
}

function coverNotes({ cover, unpublished_at }: EventDocument, now: number): string[] {
  const { state, source, upload, keeps_art, revision, error } = cover;
  if (state === "pending") {
    if (unpublished_at) return [];
    if (error)
      return [t(keeps_art ? "notes.cover:updateFailed" : "notes.cover:makeFailed", nextTry(cover, now))];
    if (!revision) return []; // the progress of publishing tells it
    if (!keeps_art) return [t("notes.cover:making")];
    return [t("notes.cover:updating")];
  }
  const notes = [];
  if (upload && source !== "uploaded") notes.push(t("notes.cover:noPhoto"));
  if (source === "generated") notes.push(t("notes.cover:ai"));
  // As shared/store/budget.py says it.
  if (error?.endsWith("of the day are spent")) notes.push(t("notes.cover:spent"));
  return notes;
}

function mailNotes(
  { confirmation, organizer: { email = "" }, revision }: EventDocument,
  now: number,
): string[] {
  const { state, error } = confirmation;
  const isChange = Boolean(confirmation.revision) && Boolean(confirmation.announced);
  switch (state) {
    case "sent":
      if (!confirmation.revision) return [t("notes.mail:sent", { email })];
      if (confirmation.revision === revision) return [t("notes.mail:current", { email })];
      return [t("notes.mail:earlier", { email })];
    case "skipped":
      return [t(isChange ? "notes.mail:skippedChange" : "notes.mail:skipped")];
    case "failed":
      return [t(isChange ? "notes.mail:failedChange" : "notes.mail:failed", { email })];
    default:
      if (error) return [t("notes.mail:unreachable", nextTry(confirmation, now))];
      if (!confirmation.revision) return [];
      return [t(isChange ? "notes.mail:comingChange" : "notes.mail:coming", { email })];
  }
}

type Next = { next: "now" | "minutes" | "hours"; count: number };

/** When failed work is tried again, as far as one needs to know. */
function nextTry({ due, leased }: Pick<Work, "due" | "leased">, now: number): Next {
  const minutes = due ? Math.round((due.getTime() - now) / 60_000) : 0;
  if (leased || minutes < 1) return { next: "now", count: 0 };
  if (minutes < 60) return { next: "minutes", count: minutes };
  return { next: "hours", count: Math.round(minutes / 60) };
}
