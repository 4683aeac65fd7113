/** What an organizer reads about an event of theirs. */
import type { EventDocument } from "./contract/types";

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
export function notes({ cover, confirmation, organizer: { email } }: EventDocument): string[] {
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
  if (confirmation.state === "pending" && confirmation.error)
    notes.push("We could not send your confirmation yet. We keep trying.");
  return notes;
}
