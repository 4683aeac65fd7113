/** Wall times and zones. Temporal is the browser's own where it has one, else a polyfill fetched then. */

export const Temporal = globalThis.Temporal ?? (await import("temporal-polyfill")).Temporal;

/** An RFC 3339 time, or undefined if there is no such time. */
export function instant(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
}

/**
 * What a clock in `zone` shows (`2027-06-12T19:30`) as RFC 3339 with the offset of that day.
 *
 * Undefined if it is no time at all, or is skipped there when clocks go forward. Of an hour that happens
 * twice, the first.
 */
export function atOffset(wallTime: string, zone: string): string | undefined {
  try {
    const wanted = Temporal.PlainDateTime.from(wallTime);
    const zoned = wanted.toZonedDateTime(zone);
    if (!zoned.toPlainDateTime().equals(wanted)) return undefined;
    return zoned.toString({ timeZoneName: "never", smallestUnit: "second" });
  } catch {
    return undefined;
  }
}

const [FIRST_YEAR, LAST_YEAR] = [2000, 2104]; // an event of 2099 may last five years

/** What a datetime-local input holds, but for a year that is still being typed: `0202`. */
function typedTime(text: string): Temporal.PlainDateTime | undefined {
  try {
    const time = Temporal.PlainDateTime.from(text);
    return time.year >= FIRST_YEAR && time.year <= LAST_YEAR ? time : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it is a time on a clock, in a year of four digits that an event may have. */
export const isTyped = (wallTime: string): boolean => typedTime(wallTime) !== undefined;

/** From one wall time to a later one; undefined of any other two. */
export function lengthOf(starts: string, ends: string): Temporal.Duration | undefined {
  const [from, to] = [typedTime(starts), typedTime(ends)];
  const length = from && to && from.until(to);
  return length && length.sign > 0 ? length : undefined;
}

/** `wallTime` and so long after it; undefined while it is no time. */
export function later(wallTime: string, length: Temporal.Duration): string | undefined {
  return typedTime(wallTime)?.add(length).toString({ smallestUnit: "minute" });
}

/** `days` from today at `clock`, as a datetime-local input takes it. */
export function inDays(days: number, clock: string): string {
  return Temporal.Now.plainDateISO()
    .add({ days })
    .toPlainDateTime(clock)
    .toString({ smallestUnit: "minute" });
}

/** As Python's zoneinfo has them: named, in this very spelling, and no offsets. */
export function isZone(name: string): boolean {
  const known = zones.get(name) ?? askZone(name);
  zones.set(name, known);
  return known;
}

const zones = new Map<string, boolean>(); // asked at every key that is pressed

function askZone(name: string): boolean {
  if (!/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(name)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}

export const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
