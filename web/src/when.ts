/** Dates and places in English as the server writes them (shared/event/wording.py), else by Intl. No Temporal: the dashboard needs none. */
import type { Place } from "./contract/types";
import { ZONES } from "./contract/zones";
import { languageOf } from "./languages";
import { form, t } from "./words";

export type Times = { starts_at: Date; ends_at: Date; timezone: string };

const DAY = { weekday: "short", day: "numeric", month: "long", year: "numeric" } as const;

/**
 * `Sat 12 June 2027, 19:30 – 23:00 CEST`; the last day is named only if it is another.
 *
 * The first hour's zone is named only if the clocks change in between. `tag` is the reader's language.
 */
export function when({ starts_at, ends_at, timezone }: Times, tag = form()): string {
  const { time, range, joined, between } = (isBritish(tag) ? british : formsOf)(tag, timezone);
  const [firstDay, lastDay] = [starts_at, ends_at].map((date) => day(date, timezone, tag)) as [
    string,
    string,
  ];
  const [firstZone, lastZone] = [starts_at, ends_at].map((date) => zoneName(date, timezone, tag));
  const since = firstZone === lastZone ? "" : ` ${firstZone}`;
  if (firstDay !== lastDay) {
    const [start, end] = [joined(firstDay, time(starts_at)), joined(lastDay, time(ends_at))];
    return spaced(`${start}${since}${between}${end} ${lastZone}`);
  }
  const times = since ? `${time(starts_at)}${since}${between}${time(ends_at)}` : range(starts_at, ends_at);
  return spaced(joined(firstDay, `${times} ${lastZone}`));
}

/** With the spaces that every font and every mail program has, and without what the server leaves out. */
const spaced = (text: string) =>
  text
    .replace(/\u2009/g, " ")
    .replace(/\u202f/g, "\u00a0")
    .replace(/(\d+)時(\d+)分/g, "$1:$2");

/** `Sat 12 June 2027` */
export function day(date: Date, timeZone: string, tag = form()): string {
  const own = DAYS[tag.split("-")[0] ?? ""];
  const shown = formatOf(tag, { ...DAY, ...own, timeZone }).format(date);
  return isBritish(tag) ? shown.replace(",", "") : shown;
}

/** Whose short weekdays are for calendars alone, and whose weekday stands in brackets beside a short month only. */
const DAYS: Record<string, Intl.DateTimeFormatOptions> = {
  ko: { month: "short" },
  th: { weekday: "long" },
  vi: { weekday: "long" },
};

/** Whether it was moved to another day or only to another time, as shared/event/wording.py has it. */
export function move(before: Date | null | undefined, { starts_at, timezone }: Times) {
  if (!before || minute(before) === minute(starts_at)) return undefined;
  return day(before, timezone) === day(starts_at, timezone) ? "time" : "date";
}

const minute = (time: Date) => Math.floor(time.getTime() / 60_000);

/** The venue's name and address on a line, or `Online`. */
export function where({ kind, name, address }: Place): string {
  if (kind === "online") return t("event.online");
  return name && address ? t("event.venue", { name, address }) : name || address || "";
}

/** `CEST` where the zone has such a name in the language, else its offset: `GMT+08:00`. */
export function zoneName(date: Date, timeZone: string, tag = form()): string {
  if (languageOf(tag) !== "en")
    return offsetOf(date, timeZone, tag, "short")
      .replace("−", "-")
      .replace(/\.(?=\d\d$)/, ":");
  const offset = offsetOf(date, timeZone, "en-GB", "longOffset");
  if (offset === "GMT") return nameOf(timeZone, 0) ?? "GMT+00:00";
  const [, hours = "0", minutes = "0"] = /(\d\d):(\d\d)/.exec(offset) ?? [];
  const signed = (Number(hours) * 60 + Number(minutes)) * (offset.includes("-") ? -1 : 1);
  return nameOf(timeZone, signed) ?? offset;
}

const nameOf = (timeZone: string, offset: number): string | undefined =>
  ZONES.find(([, zones]) => zones.split(" ").includes(timeZone))?.[0][offset];

function offsetOf(date: Date, timeZone: string, tag: string, timeZoneName: "short" | "longOffset"): string {
  const parts = formatOf(tag, { timeZone, timeZoneName }).formatToParts(date);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept: making one takes ten times as long as using it, or more. */
function formatOf(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = JSON.stringify([tag, options]);
  const format = formats.get(name) ?? new Intl.DateTimeFormat(tag, options);
  formats.set(name, format);
  return format;
}

// --- Forms ----------------------------------------------------------------------------------------

type Forms = {
  time: (date: Date) => string;
  /** Of two times of one day. */
  range: (start: Date, end: Date) => string;
  joined: (day: string, time: string) => string;
  /** What stands between two times that have days of their own. */
  between: string;
};

const isBritish = (tag: string) => tag === "en-GB";

function british(_: string, timeZone: string): Forms {
  const { format } = formatOf("en-GB", {
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone },
  });
  const between = " – ";
  return {
    time: format,
    range: (start, end) => format(start) + between + format(end),
    joined: (day, time) => `${day}, ${time}`,
    between,
  };
}

/** As CLDR has them: 12 hours where people count so, and the halves of a day said once if both times are in one. */
function formsOf(tag: string, timeZone: string): Forms {
  const [date, time, interval, both] = [
    formatOf(tag, { dateStyle: "medium", timeZone }),
    formatOf(tag, { timeStyle: "short", timeZone }),
    formatOf(tag, { hour: "numeric", minute: "2-digit", timeZone }),
    formatOf(tag, { dateStyle: "medium", timeStyle: "short", timeZone }),
  ];
  const joint = both
    .format(0)
    .replace(date.format(0), () => "{day}")
    .replace(time.format(0), () => "{time}")
    .replace("} {", UNSPACED.test(tag) ? "} {" : "}, {"); // too little between a year and an hour
  const parts = both.formatRangeToParts(0, YEAR_MS);
  const last = parts.findLastIndex(({ source }) => source === "startRange");
  const dash = parts[last + 1]?.value ?? "–";
  return {
    time: (date) => time.format(date),
    range: (start, end) => interval.formatRange(start, end),
    joined: (day, time) => joint.replace("{day}", () => day).replace("{time}", () => time),
    between: /^[-–]$|\p{L}/u.test(dash) ? " – " : dash, // too little where spaces are in what it joins; or a word
  };
}

/** Languages that put no comma between day and time, and need none. */
const UNSPACED = /^(ja|ko|th|zh)\b/;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
