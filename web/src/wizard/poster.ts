/** What cover and card of a draft say. */
import type { Draft, Mistakes } from "../draft";
import { instant, isZone } from "../time";
import { when } from "../when";
import { draftOf, empty } from "./form";

export type Poster = Pick<Draft, "title" | "starts_at" | "ends_at" | "timezone" | "location">;

/** A draft that can be drawn: what is missing or wrong is as in an empty form. */
export function posterOf(
  { title, starts_at, ends_at, timezone, location }: Poster,
  mistakes: Mistakes,
): Poster {
  const isSound = (...fields: string[]) =>
    !Object.keys(mistakes).some((pointer) => fields.includes(pointer.split("/")[1] ?? ""));
  const times = isSound("starts_at", "ends_at", "timezone") ? { starts_at, ends_at, timezone } : usualTimes();
  return {
    title: isSound("title") ? title : NAMELESS,
    ...times,
    location: isSound("location") ? location : PLACES[location.kind],
  };
}

export const NAMELESS = "Your event";
const PLACES: Record<Draft["location"]["kind"], Draft["location"]> = {
  venue: { kind: "venue", name: "Your venue" },
  online: { kind: "online", url: "https://example.com/" },
};

function usualTimes(): Pick<Poster, "starts_at" | "ends_at" | "timezone"> {
  const { starts_at, ends_at, timezone } = draftOf(empty());
  return { starts_at, ends_at, timezone };
}

/** As the page writes it; what is to come there, while it is no time yet. */
export function time({
  starts_at,
  ends_at,
  timezone,
}: Pick<Poster, "starts_at" | "ends_at" | "timezone">): string {
  if (!instant(starts_at) || !instant(ends_at) || !isZone(timezone)) return "Date and time";
  return when({ starts_at: new Date(starts_at), ends_at: new Date(ends_at), timezone });
}
