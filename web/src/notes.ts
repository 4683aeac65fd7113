/** What an organizer reads about an event of theirs. */
import type { Confirmation, Cover, EventDocument } from "./contract/types";
import { move } from "./when";

type Work = Cover | Confirmation;

export function headline({ unpublished_at, status, ends_at }: EventDocument, now: number): string {
  if (unpublished_at) return "This page is taken down";
  if (status === "cancelled") return "This event is cancelled";
  if (ends_at.getTime() < now) return "This event is over";
  return status === "postponed" ? "This event is postponed" : "Your event is live";
}

/** How it stands, in a word or two; `isLive` while guests may come. */
export function standing(event: EventDocument, now: number): { words: string; isLive: boolean } {
  const { unpublished_at, status, ends_at, previous_starts_at, visibility } = event;
  const off = (words: string) => ({ words, isLive: false });
  if (unpublished_at) return off("Taken down");
  if (status === "cancelled") return off("Cancelled");
  if (ends_at.getTime() < now) return off("Over");
  if (status === "postponed") return off("Postponed");
  const moved = move(previous_starts_at, event);
  const more = [moved && `new ${moved}`, visibility === "unlisted" && "unlisted"].filter(Boolean);
  return { words: ["Live", ...more].join(" · "), isLive: true };
}

export function audience({ ticket_count, visibility }: EventDocument): string {
  const tickets = ticket_count === 1 ? "1 ticket type" : `${ticket_count} ticket types`;
  const who = visibility === "public" ? "Public" : "Unlisted: anyone with the link can see it";
  return `${ticket_count ? tickets : "No tickets"} · ${who}`;
}

/** How cover and mail turned out, or what is still to come. The page is there all the same. */
export function notes(event: EventDocument, now: number): string[] {
  return [...takenDown(event), ...coverNotes(event, now), ...mailNotes(event, now)];
}

function takenDown({ unpublished_at, unpublished_by }: EventDocument): string[] {
  if (!unpublished_at) return [];
  if (unpublished_by === "owner")
    return ["Anyone who opens the link reads that you took the page down. The address stays yours."];
  return ["The operator of this site took the page down. Only they can put it back up."];
}

function coverNotes({ cover, unpublished_at }: EventDocument, now: number): string[] {
  const { state, source, upload, keeps_art, revision, error } = cover;
  if (state === "pending") {
    if (unpublished_at) return [];
    if (error)
      return [
        `We could not ${keeps_art ? "update your cover" : "make your cover's picture"} yet. ${nextTry(cover, now)}`,
      ];
    if (!revision) return []; // the progress of publishing tells it
    if (!keeps_art) return ["Your cover is being made."];
    return ["Your cover and share card are being updated."];
  }
  const notes = [];
  if (upload && source !== "uploaded") notes.push("We could not use your photo, so we made a cover for you.");
  if (source === "generated") notes.push("The cover picture was made by AI.");
  // As shared/store/budget.py says it.
  if (error?.endsWith("of the day are spent"))
    notes.push("The day's AI pictures were used up when your cover was made.");
  return notes;
}

function mailNotes({ confirmation, organizer: { email }, revision }: EventDocument, now: number): string[] {
  const { state, error } = confirmation;
  const isChange = Boolean(confirmation.revision) && Boolean(confirmation.announced);
  switch (state) {
    case "sent":
      if (!confirmation.revision) return [`We emailed your confirmation to ${email}.`];
      if (confirmation.revision === revision) return [`Our last email to ${email} is up to date.`];
      return [`Our last email went to ${email}. What you changed since needed none.`];
    case "skipped":
      return [
        `We sent no ${isChange ? "email about the change" : "confirmation"} because your email address was not verified.`,
      ];
    case "failed":
      return [
        `We could not deliver ${isChange ? "the email about your change" : "your confirmation"} to ${email}.`,
      ];
    default:
      if (error) return [`We could not reach the mail server. ${nextTry(confirmation, now)}`];
      if (!confirmation.revision) return [];
      return [`You will get ${isChange ? "an email about the change" : "your confirmation"} at ${email}.`];
  }
}

/** When failed work is tried again, as far as one needs to know. */
function nextTry({ due, leased }: Pick<Work, "due" | "leased">, now: number): string {
  const minutes = due ? Math.round((due.getTime() - now) / 60_000) : 0;
  if (leased || minutes < 1) return "We are trying again now.";
  if (minutes < 60) return `Next try in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
  const hours = Math.round(minutes / 60);
  return `Next try in ${hours === 1 ? "an hour" : `${hours} hours`}.`;
}
