/** The dashboard's groups, in their order. */
import type { EventDocument } from "./contract/types";

export const GROUPS = ["upcoming", "past", "cancelled"] as const;
export type GroupName = (typeof GROUPS)[number];

type Grouped = Pick<EventDocument, "status" | "unpublished_at" | "starts_at" | "ends_at">;

/** Of the upcoming ones the next is first, of the others the latest. */
export function groupOf<E extends Grouped>(name: GroupName, events: E[]): E[] {
  const direction = name === "upcoming" ? 1 : -1;
  return events
    .filter((event) => group(event) === name)
    .sort((a, b) => direction * (a.starts_at.getTime() - b.starts_at.getTime()));
}

function group({ status, unpublished_at, ends_at }: Grouped): GroupName {
  if (unpublished_at || status === "cancelled") return "cancelled";
  return ends_at.getTime() < Date.now() ? "past" : "upcoming";
}
