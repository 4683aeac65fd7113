import type { EventDocument } from "./events";

/** What publishing says, in order. The first three are usePublish's; the event tells the others. */
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
export function messageOf({ cover, confirmation }: EventDocument): Message {
  if (cover.state === "pending") return "Creating your cover…";
  return confirmation.state === "pending" ? "Sending your confirmation…" : "Live";
}
