/** What an organizer reads about an event of theirs. */
import type { Confirmation, Cover, EventDocument } from "./contract/types";

type Work = Cover | Confirmation;

export function headline({ unpublished_at, ends_at }: EventDocument, now: number): string {
  if (unpublished_at) return "This event was unpublished";
  return ends_at.getTime() < now ? "This event is over" : "Your event is live";
}

export function audience({ ticket_count, visibility }: EventDocument): string {
  const tickets = ticket_count === 1 ? "1 ticket type" : `${ticket_count} ticket types`;
  const who = visibility === "public" ? "Public" : "Unlisted: anyone with the link can see it";
  return `${ticket_count ? tickets : "No tickets"} · ${who}`;
}

/** How cover and confirmation turned out; the page is live all the same. */
export function notes({ cover, confirmation, organizer: { email } }: EventDocument, now: number): string[] {
  const notes = [];
  if (cover.state === "ready" && cover.upload && cover.source !== "uploaded")
    notes.push("We could not use your photo, so we made a cover for you.");
  if (cover.state === "ready" && cover.source === "generated")
    notes.push("The cover picture was made by AI.");
  if (confirmation.state === "sent") notes.push(`We emailed your confirmation to ${email}.`);
  if (confirmation.state === "skipped")
    notes.push(
      "We sent no confirmation because your email address is not verified. Sign in with an emailed link to verify it.",
    );
  if (confirmation.state === "failed") notes.push(`We could not deliver your confirmation to ${email}.`);
  if (cover.state === "pending" && cover.error)
    notes.push(`We could not make your cover's picture yet. ${nextTry(cover, now)}`);
  if (confirmation.state === "pending" && confirmation.error)
    notes.push(`We could not reach the mail server. ${nextTry(confirmation, now)}`);
  return notes;
}

/** When failed work is tried again, as far as one needs to know. */
function nextTry({ due, leased }: Pick<Work, "due" | "leased">, now: number): string {
  const minutes = due ? Math.round((due.getTime() - now) / 60_000) : 0;
  if (leased || minutes < 1) return "We are trying again now.";
  if (minutes < 60) return `Next try in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
  const hours = Math.round(minutes / 60);
  return `Next try in ${hours === 1 ? "an hour" : `${hours} hours`}.`;
}
