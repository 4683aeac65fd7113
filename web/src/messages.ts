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

/** As the workers write their parts into the event document. */
export function messageOf({ cover, confirmation }: Pick<EventDocument, "cover" | "confirmation">): Message {
  if (cover.state === "pending") return "Creating your cover…";
  return confirmation.state === "pending" ? "Sending your confirmation…" : "Live";
}
