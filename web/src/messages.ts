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

/** As the workers write their parts into the event document. */
export function messageOf({ cover, confirmation }: Pick<EventDocument, "cover" | "confirmation">): Message {
  if (cover.state === "pending") return "Creating your cover…";
  return confirmation.state === "pending" ? "Sending your confirmation…" : "Live";
}
