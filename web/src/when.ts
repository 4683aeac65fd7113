/** Times as people write them, on a clock that hangs at the event. No Temporal: the dashboard needs none. */
const DAY = { weekday: "short", day: "numeric", month: "long", year: "numeric" } as const;
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** `Sat 12 June 2027, 19:30 – 23:00 CEST`; the last day is named only if it is another. */
export function when(start: Date, end: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat("en-GB", { ...DAY, timeZone });
  const time = new Intl.DateTimeFormat("en-GB", { ...TIME, timeZone });
  const [first, last] = [start, end].map((date) => day.format(date).replace(",", ""));
  const until = first === last ? time.format(end) : `${last}, ${time.format(end)}`;
  return `${first}, ${time.format(start)} – ${until} ${zoneName(start, timeZone)}`;
}

function zoneName(date: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" }).formatToParts(date);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}
