import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hereZone } from "../time";
import { draftOf, empty, type Form, mistakesIn, newTicket } from "./form";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2027-01-10T12:00:00Z") }));
afterEach(() => void vi.useRealTimers());

const sound = (changes: Partial<Form> = {}): Form => ({
  ...empty(),
  title: "Jazz",
  timezone: "Europe/Berlin",
  starts: "2027-06-12T19:30",
  ends: "2027-06-12T23:00",
  venue: "Kesselhaus",
  ...changes,
});
const sold = (changes: object): Form =>
  sound({ tickets: [{ ...newTicket(), price: "18", currency: "EUR", ...changes }] });

test("a new form is an evening in thirty days, public, at a venue, without tickets", () => {
  expect(empty()).toEqual({
    title: "",
    description: "",
    visibility: "public",
    starts: "2027-02-09T19:30",
    ends: "2027-02-09T22:30",
    timezone: hereZone(),
    kind: "venue",
    venue: "",
    address: "",
    url: "https://",
    tickets: [],
  });
});

test("the first ticket has a name, and the next ones the currency and quantity of the one before", () => {
  const first = newTicket();
  expect(first).toMatchObject({ name: "General admission", price: "", currency: "EUR", quantity: "100" });

  const next = newTicket({ ...first, currency: "JPY", quantity: "7", price: "5" });

  expect(next).toMatchObject({ name: "", price: "", currency: "JPY", quantity: "7" });
  expect(next.id).not.toBe(first.id);
});

test("a form becomes a draft: cleaned, with the offset of its zone on that day", () => {
  const form = { ...sold({ name: " Entry ", quantity: " 100 " }), title: "  Jazz \n Night ", address: " A " };

  expect(draftOf(form)).toEqual({
    title: "Jazz Night",
    description: "",
    visibility: "public",
    timezone: "Europe/Berlin",
    starts_at: "2027-06-12T19:30:00+02:00",
    ends_at: "2027-06-12T23:00:00+02:00",
    location: { kind: "venue", name: "Kesselhaus", address: "A" },
    tickets: [{ name: "Entry", price: 1800, currency: "EUR", quantity: 100 }],
  });
  expect(mistakesIn(form)).toEqual({});
});

test("online, the link is the place", () => {
  const form = sound({ kind: "online", url: " https://meet.example.com " });

  expect(draftOf(form).location).toEqual({ kind: "online", url: "https://meet.example.com" });
  expect(mistakesIn(form)).toEqual({});
});

describe("prices", () => {
  test.each([
    ["", "EUR", 0],
    ["  ", "EUR", 0],
    ["0", "EUR", 0],
    ["18", "EUR", 1800],
    ["18.", "EUR", 1800],
    ["18.5", "EUR", 1850],
    ["18,50", "EUR", 1850],
    [" 18.50 ", "EUR", 1850],
    [".5", "EUR", 50],
    [",05", "EUR", 5],
    ["1800", "JPY", 1800],
    ["2.05", "KWD", 2050],
    ["2,050", "KWD", 2050],
  ])("%o in %s is %i", (price, currency, minor) => {
    const form = sold({ price, currency });

    expect(draftOf(form).tickets[0]?.price).toBe(minor);
    expect(mistakesIn(form)).toEqual({});
  });

  test.each([
    ["18.505", "EUR", "Enter a price like 18.50"],
    ["1.800,00", "EUR", "Enter a price like 18.50"],
    ["€18", "EUR", "Enter a price like 18.50"],
    ["18 €", "EUR", "Enter a price like 18.50"],
    ["-1", "EUR", "Enter a price like 18.50"],
    [".", "EUR", "Enter a price like 18.50"],
    ["free", "EUR", "Enter a price like 18.50"],
    ["1e3", "EUR", "Enter a price like 18.50"],
    ["18.5", "JPY", "Enter a price like 1800, without decimals"],
    ["2.0505", "KWD", "Enter a price like 18.500"],
  ])("%o in %s is none", (price, currency, sentence) => {
    expect(draftOf(sold({ price, currency })).tickets[0]?.price).toBeNaN();
    expect(mistakesIn(sold({ price, currency }))).toEqual({ "/tickets/0/price": sentence });
  });

  test("a price beyond the server's limit is the server's mistake", () => {
    expect(mistakesIn(sold({ price: "10000000001" }))).toEqual({
      "/tickets/0/price": "This must be at most 1000000000000",
    });
  });
});

test.each([
  ["", "Say how many there are"],
  [" ", "Say how many there are"],
  ["many", "This must be a whole number"],
  ["1.5", "This must be a whole number"],
  ["-1", "This must be a whole number"],
  ["1 0", "This must be a whole number"],
  ["0", "This must be at least 1"],
])("a quantity of %o is a mistake", (quantity, sentence) => {
  expect(mistakesIn(sold({ quantity }))).toEqual({ "/tickets/0/quantity": sentence });
});

test("each ticket has its own mistakes", () => {
  const [good, bad] = [newTicket(), { ...newTicket(), name: "VIP", price: "x" }];

  expect(Object.keys(mistakesIn(sound({ tickets: [good, bad] })))).toEqual(["/tickets/1/price"]);
});

describe("times", () => {
  test.each([
    [{ starts: "" }, "/starts_at", "Say when it starts"],
    [{ ends: "" }, "/ends_at", "Say when it ends"],
    [{ ends: "2027-06-12T19:30" }, "/ends_at", "The event must end after it starts"],
    [{ starts: "2026-06-12T19:30", ends: "2026-06-12T23:00" }, "/ends_at", "This event is already over"],
    [{ starts: "2027-03-28T02:30" }, "/starts_at", "Clocks go forward and skip this time. Choose another"],
    [
      { starts: "2027-03-28T01:00", ends: "2027-03-28T02:30" },
      "/ends_at",
      "Clocks go forward and skip this time. Choose another",
    ],
  ])("%o", (changes, pointer, sentence) => {
    expect(mistakesIn(sound(changes))).toEqual({ [pointer]: sentence });
  });

  test("an event that has begun may be published until it ends", () => {
    const begun = { timezone: "UTC", starts: "2027-01-10T11:00" };

    expect(mistakesIn(sound({ ...begun, ends: "2027-01-10T12:01" }))).toEqual({});
    expect(mistakesIn(sound({ ...begun, ends: "2027-01-10T12:00" }))).toEqual({
      "/ends_at": "This event is already over",
    });
  });

  test("in a zone that is none the zone is the mistake", () => {
    const mistakes = mistakesIn(sound({ timezone: "Mars/Phobos", starts: "" }));

    expect(mistakes["/timezone"]).toBe("This is not an IANA time zone such as Europe/Berlin");
    expect(mistakes["/starts_at"]).not.toContain("Clocks");
  });
});

test.each([
  ["https://", "Add the link to join"],
  [" ", "Add the link to join"],
  ["http://example.com", "The link must start with https:// and contain no spaces"],
  ["example.com", "The link must start with https:// and contain no spaces"],
])("the link %o of an online event is a mistake", (url, sentence) => {
  expect(mistakesIn(sound({ kind: "online", url }))).toEqual({ "/location/url": sentence });
});

test("what is not asked for is no mistake", () => {
  expect(mistakesIn(sound({ kind: "venue", url: "x" }))).toEqual({});
  expect(mistakesIn(sound({ kind: "online", url: "https://a.example", venue: "" }))).toEqual({});
});
