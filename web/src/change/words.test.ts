import { expect, test } from "vitest";
import type { Content } from "./content";
import { type Picture, pictureFor } from "./cover";
import { content, ownEvent } from "./samples";
import { consequences, headlineOf } from "./words";

const PAINTED_AGAIN = pictureFor({ kind: "generated" }, 0);

test.each<[string, Partial<Content>, Partial<Content>]>([
  ["Edited", {}, { title: "Blues" }],
  ["Rescheduled", {}, { title: "Blues", starts_at: "2027-06-12T18:00:00Z" }],
  ["Cover changed", {}, { cover: PAINTED_AGAIN }],
  ["Edited", {}, { cover: PAINTED_AGAIN, title: "Blues" }],
  ["Postponed", {}, { status: "postponed" }],
  ["Cancelled", {}, { status: "cancelled", note: "Ill." }],
  ["Back on", { status: "cancelled" }, { starts_at: "2027-06-12T18:00:00Z" }],
  ["Taken down", {}, { isDown: true }],
  ["Put back up", { isDown: true, status: "cancelled" }, { status: "cancelled" }],
])("a history calls it %s", (name, was, is) => {
  expect(headlineOf(content(was), content(is))).toBe(name);
});

const sentences = (was: Partial<Content>, is: Partial<Content>, more = {}) =>
  consequences(content(was), content(is), ownEvent(was, more)).join("\n");

test("nothing happens when nothing changes", () => {
  expect(sentences({}, {})).toBe("");
});

test("a page that is put up with a note keeps its card, and with a new title it does not", () => {
  expect(sentences({ isDown: true }, { note: "We are back." })).not.toContain("share card");
  expect(sentences({ isDown: true }, { title: "Blues" })).toContain("share card");
});

test.each<[string, Partial<Content>]>([
  ["title", { title: "Blues" }],
  ["time", { starts_at: "2027-06-12T18:00:00Z" }],
  ["place", { location: { kind: "venue", name: "Hall", address: "" } }],
  ["status", { status: "cancelled" }],
])("a change of %s is mailed, and shown on cover and card", (_, is) => {
  expect(sentences({}, is)).toContain("You get an email about it at ada@example.com.");
  expect(sentences({}, is)).toContain("The cover and the share card are updated.");
  expect(sentences({}, is)).toContain("Subscribed calendars follow");
});

test.each<[string, Partial<Content>]>([
  ["description", { description: "Three stages." }],
  ["tickets", { tickets: [] }],
  ["visibility", { visibility: "unlisted" }],
  ["note", { note: "Bring a blanket." }],
])("a change of %s is no news for an inbox", (_, is) => {
  expect(sentences({}, is)).toBe(
    "Guests see it on the page within a minute.\nYou get no email: title, time, place and status stay.",
  );
});

test("another language is no news for an inbox, and stands on cover and card", () => {
  expect(sentences({}, { language: "he" })).toBe(
    "Guests see it on the page within a minute.\n" +
      "You get no email: title, time, place and status stay.\n" +
      "The cover and the share card are updated.",
  );
});

test("a picture stays: only its card has the title, but both say that it is off or was moved", () => {
  const cover = { state: "ready", source: "uploaded" };
  const both = "The cover and the share card are updated. The picture stays the same.";

  expect(sentences({}, { title: "Blues" }, { cover })).toContain(
    "The share card is updated. The picture stays the same.",
  );
  expect(sentences({}, { status: "cancelled" }, { cover })).toContain(both);
  expect(sentences({}, { starts_at: "2027-06-12T18:00:00Z" }, { cover })).toContain(both);
});

test.each<[string, Picture]>([
  ["counts as one of the day's AI pictures", PAINTED_AGAIN],
  ["made anew", pictureFor({ kind: "composed", design: 4 }, 0)],
  ["Nothing is painted for it", pictureFor({ kind: "earlier", revision: 1, picture: content().cover }, 1)],
])("another picture is no news for an inbox, also under a new title: %s", (sentence, cover) => {
  expect(sentences({}, { cover })).toContain(sentence);
  expect(sentences({}, { cover })).toContain("You get no email");
  expect(sentences({}, { cover, title: "Blues" })).toContain(sentence);
  expect(sentences({}, { cover, title: "Blues" })).not.toContain("updated");
});

test("a new title has the old link, and says so", () => {
  expect(sentences({}, { title: "Blues" })).toContain("The link stays the same.");
  expect(sentences({}, { status: "cancelled" })).not.toContain("link");
});

test("an address that is not verified is not promised a mail", () => {
  const organizer = { name: "Ada", email: "ada@example.com", email_verified: false };

  expect(sentences({}, { title: "Blues" }, { organizer })).toContain("You get no email, because");
  expect(sentences({}, { title: "Blues" }, { organizer })).not.toContain("You get an email");
});

test.each<[string, Partial<Content>, Partial<Content>]>([
  ["are gone", {}, { isDown: true }],
  ["up again, under the same link", { isDown: true }, {}],
  ["first that the event is cancelled", {}, { status: "cancelled" }],
  ["first that the event is postponed", {}, { status: "postponed" }],
  ["says again when and where", { status: "cancelled" }, {}],
  ["beside the old one", {}, { starts_at: "2027-06-12T18:00:00Z" }],
])("of the page it says: %s", (sentence, was, is) => {
  expect(sentences(was, is)).toContain(sentence);
});

test.each<[string, Partial<Content>, Partial<Content>]>([
  ["only ends later", {}, { ends_at: "2027-06-12T23:30:00Z" }],
  ["is read on another clock", {}, { timezone: "Europe/London" }],
  [
    "is off all the same",
    { status: "cancelled" },
    { status: "cancelled", starts_at: "2027-06-12T18:00:00Z" },
  ],
])("no old time stands beside the new one when it %s", (_, was, is) => {
  expect(sentences(was, is)).toContain("Guests see it on the page within a minute.");
});

test("a picture is no other when only its card has new words", () => {
  const cover = { state: "ready", source: "uploaded" };

  expect(sentences({}, { ends_at: "2027-06-12T23:30:00Z" }, { cover })).toContain(
    "The share card is updated.",
  );
});

test("a page that is taken down needs no new card", () => {
  expect(sentences({}, { isDown: true })).not.toContain("share card");
  expect(sentences({ isDown: true }, {})).not.toContain("share card");
});
