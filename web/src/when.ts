/** Dates and places as the server writes them (shared/event/wording.py). No Temporal: the dashboard needs none. */
import type { Place } from "./contract/types";
import { ZONES } from "./contract/zones";

export type Times = { starts_at: Date; ends_at: Date; timezone: string };

const DAY = { weekday: "short", day: "numeric", month: "long", year: "numeric" } as const;
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const STATUSES: Record<string, string> = { cancelled: "Cancelled", postponed: "Postponed" };

/**
 * `Sat 12 June 2027, 19:30 – 23:00 CEST`; the last day is named only if it is another.
 *
 * The first hour's zone is named only if the clocks change in between.
 */
export function when({ starts_at, ends_at, timezone }: Times): string {
  const time = new Intl.DateTimeFormat("en-GB", { ...TIME, timeZone: timezone });
  const [firstDay, lastDay] = [starts_at, ends_at].map((date) => day(date, timezone));
  const [firstZone, lastZone] = [starts_at, ends_at].map((date) => zoneName(date, timezone));
  const since = firstZone === lastZone ? "" : ` ${firstZone}`;
  const until = firstDay === lastDay ? time.format(ends_at) : `${lastDay}, ${time.format(ends_at)}`;
  return `${firstDay}, ${time.format(starts_at)}${since} – ${until} ${lastZone}`;
}

/** `Sat 12 June 2027` */
export const day = (date: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { ...DAY, timeZone }).format(date).replace(",", "");

/** Whether it was moved to another day or only to another time, as shared/event/wording.py has it. */
export function move(before: Date | null | undefined, { starts_at, timezone }: Times) {
  if (!before || minute(before) === minute(starts_at)) return undefined;
  return day(before, timezone) === day(starts_at, timezone) ? "time" : "date";
}

const minute = (time: Date) => Math.floor(time.getTime() / 60_000);

/** The venue's name and address on a line, or `Online`. */
export function where(place: Place): string {
  return place.kind === "online" ? "Online" : [place.name, place.address].filter(Boolean).join(", ");
}

/** The title, said to be cancelled or postponed: `Cancelled: Summer Jazz Night`. */
export function headline({ title, status = "" }: { title: string; status?: string }): string {
  const said = STATUSES[status];
  return said ? `${said}: ${title}` : title;
}

/** `CEST` where the zone has such a name, else `GMT+08:00`. */
export function zoneName(date: Date, timeZone: string): string {
  const offset = offsetOf(date, timeZone);
  const [, hours = "0", minutes = "0"] = /(\d\d):(\d\d)/.exec(offset) ?? [];
  const signed = (Number(hours) * 60 + Number(minutes)) * (offset.includes("-") ? -1 : 1);
  const names = ZONES.find(([, zones]) => zones.split(" ").includes(timeZone))?.[0];
  return names?.[signed] ?? offset;
}

/** `GMT+02:00`. */
function offsetOf(date: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" });
  const part = format.formatToParts(date).find(({ type }) => type === "timeZoneName");
  return !part || part.value === "GMT" ? "GMT+00:00" : part.value;
}
