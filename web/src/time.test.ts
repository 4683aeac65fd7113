import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { atOffset, inDays, instant, isTyped, isZone, later, lengthOf, Temporal } from "./time";

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

describe("an event's length", () => {
  test.each([
    ["2027-06-12T19:30", "2027-06-13T01:00", "PT5H30M"],
    ["2027-06-12T19:30", "2027-06-15T19:30", "P3D"],
    ["2027-06-12T19:30", "2027-06-12T19:30", undefined],
    ["2027-06-12T19:30", "2027-06-11T19:30", undefined],
    ["0202-06-12T19:30", "2027-06-12T19:30", undefined],
    ["", "2027-06-12T19:30", undefined],
  ])("%o to %o: %s", (starts, ends, length) => {
    expect(lengthOf(starts, ends)?.toString()).toBe(length);
  });

  test("an end keeps it when its start moves", () => {
    const length = Temporal.Duration.from("PT5H30M");

    expect(later("2027-06-19T20:00", length)).toBe("2027-06-20T01:30");
    expect(later("0202-06-19T20:00", length)).toBeUndefined();
    expect(later("", length)).toBeUndefined();
  });
});

test.each([
  ["2027-06-12T19:30", true],
  ["0002-02-14T19:30", false], // while a year is typed
  ["202707-02-14T19:30", false],
  ["", false],
])("%o is a time that an event may have: %s", (text, expected) => {
  expect(isTyped(text)).toBe(expected);
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
});
