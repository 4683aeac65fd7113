/** What cover and card of a draft say. */
import type { Draft, Mistakes } from "../draft";
import { instant, isZone } from "../time";
import { type Times, when } from "../when";
import { t } from "../words";
import { draftOf, empty } from "./form";

export type Poster = Pick<Draft, "title" | "starts_at" | "ends_at" | "timezone" | "location" | "language">;

/** A draft that can be drawn: what is missing or wrong is as in an empty form. */
export function posterOf(
  { title, starts_at, ends_at, timezone, location, language }: Poster,
  mistakes: Mistakes,
): Poster {
  const isSound = (...fields: string[]) =>
    !Object.keys(mistakes).some((pointer) => fields.includes(pointer.split("/")[1] ?? ""));
  const times = isSound("starts_at", "ends_at", "timezone") ? { starts_at, ends_at, timezone } : usualTimes();
  return {
    title: isSound("title") ? title : t("preview.nameless"),
    ...times,
    location: isSound("location") ? location : placeOf(location.kind),
    ...(language && isSound("language") && { language }),
  };
}

const placeOf = (kind: Draft["location"]["kind"]): Draft["location"] =>
  kind === "online" ? { kind, url: "https://example.com/" } : { kind, name: t("preview.venue") };

function usualTimes(): Pick<Poster, "starts_at" | "ends_at" | "timezone"> {
  const { starts_at, ends_at, timezone } = draftOf(empty());
  return { starts_at, ends_at, timezone };
}

type TimesTyped = Pick<Poster, "starts_at" | "ends_at" | "timezone">;

/** Undefined while they are no times yet. */
export function timesOf({ starts_at, ends_at, timezone }: TimesTyped): Times | undefined {
  if (!instant(starts_at) || !instant(ends_at) || !isZone(timezone)) return undefined;
  return { starts_at: new Date(starts_at), ends_at: new Date(ends_at), timezone };
}

/** As the organizer reads it; what is to come there, while it is no time yet. */
export function time(typed: TimesTyped): string {
  const times = timesOf(typed);
  return times ? when(times) : t("preview.time");
}
