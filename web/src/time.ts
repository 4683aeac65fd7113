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

/** `wallTime` moved by the time between `from` and `to`; unchanged if any of them is no time. */
export function moved(wallTime: string, from: string, to: string): string {
  try {
    const [end, old, now] = [wallTime, from, to].map((text) => Temporal.PlainDateTime.from(text));
    if (!end || !old || !now) return wallTime;
    return end.add(old.until(now)).toString({ smallestUnit: "minute" });
  } catch {
    return wallTime;
  }
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
  if (!/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(name)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}

export const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Zones by the part before the first slash; the browser's own is among them, and `chosen`. */
export function zones(chosen = "UTC"): Map<string, string[]> {
  const all = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", hereZone(), chosen]);
  const continents = new Map<string, string[]>(); // Map.groupBy is missing in browsers of 2023
  for (const name of [...all].sort()) {
    const [continent = "", city] = name.split("/");
    const key = city ? continent : "Other";
    continents.set(key, [...(continents.get(key) ?? []), name]);
  }
  return continents;
}
