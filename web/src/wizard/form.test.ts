import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hereZone } from "../time";
import { draftOf, empty, type Form, mistakesIn, newTicket } from "./form";
import { present } from "./zones";

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
  sound({ tickets: [{ ...newTicket("en"), price: "18", currency: "EUR", ...changes }] });

test("a new form is an evening in thirty days, public, at a venue, without tickets", () => {
  expect(empty()).toEqual({
    title: "",
    description: "",
    visibility: "public",
    starts: "2027-02-09T19:30",
    ends: "2027-02-09T22:30",
    timezone: present(hereZone()),
    kind: "venue",
    venue: "",
    address: "",
    url: "",
    tickets: [],
  });
});

test("the first ticket has a name, and the next ones the currency and quantity of the one before", () => {
  const first = newTicket("en");
  expect(first).toMatchObject({ name: "General admission", price: "", currency: "USD", quantity: "100" });

  const next = newTicket("en", { ...first, currency: "JPY", quantity: "7", price: "5" });

  expect(next).toMatchObject({ name: "", price: "", currency: "JPY", quantity: "7" });
  expect(next.id).not.toBe(first.id);
  expect(newTicket("he").name).toBe("כניסה כללית");
});

test("a form becomes a draft: cleaned, with the offset of its zone on that day", () => {
  const form = { ...sold({ name: " Entry ", quantity: " 100 " }), title: "  Jazz \n Night ", address: " A " };

  expect(draftOf(form)).toEqual({
    title: "Jazz Night",
    description: "",
    visibility: "public",
    language: "en",
    timezone: "Europe/Berlin",
    starts_at: "2027-06-12T19:30:00+02:00",
    ends_at: "2027-06-12T23:00:00+02:00",
    location: { kind: "venue", name: "Kesselhaus", address: "A" },
    tickets: [{ name: "Entry", price: 1800, currency: "EUR", quantity: 100 }],
  });
  expect(mistakesIn(form)).toEqual({});
});

describe("the language of the page", () => {
  const hebrew = "ליל ג׳אז";

  test("is that of what is typed", () => {
    expect(draftOf(sound()).language).toBe("en");
    expect(draftOf(sound({ title: hebrew })).language).toBe("he");
    expect(draftOf(sound({ description: `${hebrew} ${hebrew}` })).language).toBe("he");
  });

  test("is the one that was chosen from then on, whatever is proposed", () => {
    expect(draftOf(sound({ language: "de", title: hebrew })).language).toBe("de");
    expect(draftOf(sound({ language: "en", title: hebrew })).language).toBe("en");
  });
});

test("an address is sent where one was chosen, and its mistakes are its own", () => {
  expect(draftOf(sound())).not.toHaveProperty("slug");
  expect(draftOf(sound({ slug: "" }))).not.toHaveProperty("slug");
  expect(draftOf(sound({ slug: "jazz-night" })).slug).toBe("jazz-night");
  expect(mistakesIn(sound({ slug: "ja" }))).toEqual({ "/slug": "Use at least 3 characters" });
  expect(mistakesIn(sound({ slug: "jäzz" }))).toEqual({
    "/slug": "Use small letters a to z, digits, and single hyphens between them",
  });
});

test("online, the link is the place", () => {
  const form = sound({ kind: "online", url: " meet.example.com " });

  expect(draftOf(form).location).toEqual({ kind: "online", url: "https://meet.example.com" });
  expect(mistakesIn(form)).toEqual({});
});

test("a price is read as people write it, and one that is none says why", () => {
  expect(draftOf(sold({ price: "€1.234,50" })).tickets[0]?.price).toBe(123450);
  expect(mistakesIn(sold({ price: "€1.234,50" }))).toEqual({});
  expect(draftOf(sold({ price: "$18" })).tickets[0]?.price).toBeNaN();
  expect(mistakesIn(sold({ price: "$18" }))).toEqual({
    "/tickets/0/price": "This says $, but the ticket's currency is EUR",
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
  const [good, bad] = [newTicket("en"), { ...newTicket("en"), name: "VIP", price: "x" }];

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
      { starts: "202707-02-14T19:30", ends: "2027-02-14T22:30" },
      "/starts_at",
      "Choose a date between 2000 and 2099",
    ],
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
  ["http://example.com", "This link is not encrypted. Use the one that starts with https://"],
  ["example. com", "A link contains no spaces. Paste the link alone"],
  ["zoom", "This link does not work. Copy the whole link, such as https://zoom.us/j/123"],
])("the link %o of an online event is a mistake", (url, sentence) => {
  expect(mistakesIn(sound({ kind: "online", url }))).toEqual({ "/location/url": sentence });
});

test("what is not asked for is no mistake", () => {
  expect(mistakesIn(sound({ kind: "venue", url: "x" }))).toEqual({});
  expect(mistakesIn(sound({ kind: "online", url: "https://a.example", venue: "" }))).toEqual({});
});
