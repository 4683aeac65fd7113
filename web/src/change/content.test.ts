import { expect, test } from "vitest";
import { t } from "../words";
import { bodyOf, type Content, contentOf, differences, excerpts, madeBy } from "./content";
import { pictureFor, pictureOf } from "./cover";
import { content } from "./samples";

test("what a document lacks means what it means to the server", () => {
  const stored = {
    title: "Jazz",
    starts_at: new Date("2027-06-12T17:30:00Z"),
    ends_at: new Date("2027-06-12T21:00:00Z"),
    timezone: "Europe/Berlin",
    location: { kind: "online", url: "https://zoom.us/j/1", name: "" },
    tickets: null,
  };

  expect(contentOf(stored)).toEqual({
    title: "Jazz",
    description: "",
    starts_at: "2027-06-12T17:30:00.000Z",
    ends_at: "2027-06-12T21:00:00.000Z",
    timezone: "Europe/Berlin",
    location: { kind: "online", url: "https://zoom.us/j/1" },
    tickets: [],
    visibility: "public",
    language: "en",
    status: "scheduled",
    note: "",
    cover: { since: 0, choice: null, design: null, upload: null, source: null, art: null },
    isDown: false,
  });
});

test("a change sends the whole event, and cannot say that the page is down", () => {
  expect(Object.keys(bodyOf(content({ isDown: true }))).sort()).toEqual([
    "description",
    "ends_at",
    "language",
    "location",
    "note",
    "starts_at",
    "status",
    "tickets",
    "timezone",
    "title",
    "visibility",
  ]);
});

test("a change asks for a picture only where another one is wanted", () => {
  const wanted = { kind: "composed", design: 4 } as const;

  expect(bodyOf(content({ cover: pictureOf({ choice: "composed", design: 4 }) }))).not.toHaveProperty(
    "cover",
  );
  expect(bodyOf(content({ cover: pictureFor(wanted, 0) }))).toMatchObject({ title: "Jazz", cover: wanted });
});

test.each<[string, Partial<Content>, string[]]>([
  ["nothing", {}, []],
  ["the same instant, written in another way", { starts_at: "2027-06-12T19:30:00+02:00" }, []],
  ["the end", { ends_at: "2027-06-12T22:00:00Z" }, ["when"]],
  ["the zone", { timezone: "Europe/Paris" }, ["when"]],
  ["the title and the note", { title: "Blues", note: "The band is ill." }, ["title", "note"]],
  ["the address", { location: { kind: "venue", name: "Kesselhaus", address: "" } }, ["where"]],
  ["the status and the page", { status: "cancelled", isDown: true }, ["page", "status"]],
  [
    "the currency of a free ticket",
    { tickets: [{ name: "Entry", price: 0, currency: "USD", quantity: 120 }] },
    ["tickets"],
  ],
  ["who can see it", { visibility: "unlisted" }, ["visibility"]],
  ["the language", { language: "he" }, ["language"]],
  ["another picture, however alike", { cover: pictureFor({ kind: "generated" }, 0) }, ["cover"]],
  ["the picture, once it is made", { cover: pictureOf({ source: "generated", art: "a" }) }, []],
])("%s", (_, changes, names) => {
  expect(differences(content(), content(changes)).map(({ name }) => name)).toEqual(names);
});

test("each field says what it is, in words", () => {
  const was = content();
  const is = content({
    title: "Blues",
    ends_at: "2027-06-12T22:00:00Z",
    location: { kind: "online", url: "https://zoom.us/j/1" },
    tickets: [],
    description: "",
    visibility: "unlisted",
    language: "pt-PT",
    status: "postponed",
    note: "Soon.",
    isDown: true,
  });

  expect(
    differences(was, is).map(({ name, text }) => [t(`change.field:${name}`), text(was), text(is)]),
  ).toEqual([
    ["Page", "Up", "Taken down"],
    ["Status", "Takes place", "Postponed"],
    ["Title", "Jazz", "Blues"],
    [
      "Date and time",
      "Sat 12 June 2027, 19:30 – 23:00 CEST",
      "Sat 12 June 2027, 19:30 – Sun 13 June 2027, 00:00 CEST",
    ],
    ["Place", "Kesselhaus, Knaackstr. 97, Berlin", "Online: https://zoom.us/j/1"],
    ["Tickets", "Entry · €18.00 · 120", "No tickets"],
    ["Description", "Two stages.", ""],
    ["Who can see it", "Public", "Unlisted: anyone with the link can see it"],
    ["Language of the page", "English (United Kingdom)", "Português (Portugal)"],
    ["Note for guests", "", "Soon."],
  ]);
});

test("what is no time and no number while it is typed has words all the same", () => {
  const is = content({
    starts_at: "",
    tickets: [{ name: "Entry", price: Number.NaN, currency: "EUR", quantity: Number.NaN }],
  });

  expect(differences(content(), is).map(({ name, text }) => [name, text(is)])).toEqual([
    ["when", ""],
    ["tickets", "Entry · – · –"],
  ]);
});

test("long texts are cut down to the words where they differ", () => {
  const text = `${"abcde ".repeat(50)}old ${"vwxyz ".repeat(50)}end`;

  expect(excerpts("short", "text")).toEqual(["short", "text"]);
  expect(excerpts(text, text.replace("old", "new"))).toEqual([
    `… ${"abcde ".repeat(4)}old ${"vwxyz ".repeat(4).trim()} …`,
    `… ${"abcde ".repeat(4)}new ${"vwxyz ".repeat(4).trim()} …`,
  ]);
  expect(excerpts(`${text}!`, text)[1].endsWith("end")).toBe(true);
  const [none, all] = excerpts("", "x".repeat(1000));
  expect(none).toBe("");
  expect(all).toBe(`${"x".repeat(160)} … ${"x".repeat(160)}`);
});

test.each<[string, boolean, string[], boolean]>([
  ["put up again, when an operator took it down since", false, ["/title"], false],
  ["taken down", false, ["/unpublished_at"], true],
  ["put up by the operator who had it down", true, ["/unpublished_at"], false],
  ["restored as its owner had taken it down", true, ["/title"], true],
])("a revision's own page was %s", (_, isDown, changed, is) => {
  const before = content({ isDown });

  expect(madeBy({ before, changed }, content({ title: "Blues", isDown: true }))).toEqual(
    content({ title: "Blues", isDown: is }),
  );
});
