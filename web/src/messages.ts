import type { EventDocument } from "./contract/types";

/** What publishing says, in order: the first three by usePublish, the others from the event itself. */
export const MESSAGES = [
  "Validating…",
  "Uploading cover…",
  "Saving…",
  "Creating your cover…",
  "Sending your confirmation…",
  "Live",
] as const;
export type Message = (typeof MESSAGES)[number];

/** What is done though a step before it is not: cover and mail do not wait for each other. */
export function doneEarly({ confirmation }: Pick<EventDocument, "confirmation">): Message[] {
  return confirmation.state === "pending" ? [] : ["Sending your confirmation…"];
}

/** Of an event that is not yet `Live`. */
export function onItsWay({ cover, confirmation }: Pick<EventDocument, "cover" | "confirmation">): string {
  if (cover.state !== "pending") return "Your confirmation is on its way.";
  return confirmation.state === "pending"
    ? "Your cover and confirmation are on their way."
    : "Your cover is on its way.";
}

/** As the workers write their parts into the event document. */
export function messageOf({ cover, confirmation }: Pick<EventDocument, "cover" | "confirmation">): Message {
  if (cover.state === "pending") return "Creating your cover…";
  return confirmation.state === "pending" ? "Sending your confirmation…" : "Live";
}
