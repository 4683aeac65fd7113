import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { atOffset, hereZone, inDays, instant, isZone, moved, zones } from "./time";

describe("an RFC 3339 time", () => {
  test.each([
    ["2027-06-12T19:30:00+02:00", "2027-06-12T17:30:00Z"],
    ["0001-01-01T00:00:00+14:00", "0000-12-31T10:00:00Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"],
  ])("%s", (text, utc) => {
    expect(instant(text)?.toString()).toBe(utc);
  });

  test.each([
    "",
    "soon",
    "2027-06-12",
    "2027-06-12T19:30:00",
    "2027-02-30T10:00:00Z",
    "2027-06-12T24:00:00Z",
  ])("%o is none", (text) => {
    expect(instant(text)).toBeUndefined();
  });
});

describe("a wall time in a zone", () => {
  test.each([
    ["2027-06-12T19:30", "Europe/Berlin", "2027-06-12T19:30:00+02:00"],
    ["2027-01-12T19:30", "Europe/Berlin", "2027-01-12T19:30:00+01:00"],
    ["2027-10-31T02:30", "Europe/Berlin", "2027-10-31T02:30:00+02:00"], // twice: the first
    ["2027-03-14T01:59", "America/New_York", "2027-03-14T01:59:00-05:00"],
    ["2027-03-14T03:00", "America/New_York", "2027-03-14T03:00:00-04:00"],
    ["2027-06-12T19:30", "Asia/Kathmandu", "2027-06-12T19:30:00+05:45"],
    ["2027-06-12T19:30", "UTC", "2027-06-12T19:30:00+00:00"],
  ])("%s in %s", (wallTime, zone, expected) => {
    expect(atOffset(wallTime, zone)).toBe(expected);
  });

  test.each([
    ["2027-03-28T02:30", "Europe/Berlin"],
    ["2027-03-14T02:00", "America/New_York"],
    ["", "Europe/Berlin"],
    ["2027-06-12T19:30", "Mars/Phobos"],
  ])("%o in %s is none", (wallTime, zone) => {
    expect(atOffset(wallTime, zone)).toBeUndefined();
  });
});

describe("an end moves with its start", () => {
  test.each([
    ["2027-06-13T01:00", "2027-06-12T19:30", "2027-06-19T20:00", "2027-06-20T01:30"],
    ["2027-06-13T01:00", "2027-06-12T19:30", "2027-06-12T19:00", "2027-06-13T00:30"],
    ["2027-06-13T01:00", "", "2027-06-12T19:00", "2027-06-13T01:00"],
    ["2027-06-13T01:00", "2027-06-12T19:30", "", "2027-06-13T01:00"],
    ["", "2027-06-12T19:30", "2027-06-12T19:00", ""],
  ])("%o, from %o to %o: %o", (end, from, to, expected) => {
    expect(moved(end, from, to)).toBe(expected);
  });
});

describe("in days", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2027-12-20T12:00:00Z") }));
  afterEach(() => void vi.useRealTimers());

  test("the year may end in between", () => {
    expect(inDays(30, "19:30")).toBe("2028-01-19T19:30");
    expect(inDays(0, "09:00")).toBe("2027-12-20T09:00");
  });
});

describe("zones", () => {
  test.each([
    "Europe/Berlin",
    "UTC",
    "Etc/GMT+5",
    "EST5EDT",
    "Asia/Calcutta",
    "America/Argentina/Buenos_Aires",
  ])("%s is one", (name) => {
    expect(isZone(name)).toBe(true);
  });

  test.each([
    "",
    "europe/berlin",
    "EUROPE/BERLIN",
    "Europe/Atlantis",
    "+02:00",
    "Europe/Berlin ",
    " UTC",
    "Europe/",
  ])("%o is none", (name) => {
    expect(isZone(name)).toBe(false);
  });

  test("are sorted into continents, one's own and UTC among them", () => {
    const all = zones();

    expect(all.get("Europe")).toContain("Europe/Berlin");
    expect(all.get("America")).toContain("America/New_York");
    expect(all.get("Other")).toContain("UTC");
    expect([...all.values()].flat()).toContain(hereZone());
    expect(all.get("Europe")).toEqual([...(all.get("Europe") ?? [])].sort());
    expect(all.has("")).toBe(false);
  });
});
