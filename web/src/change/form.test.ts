import { expect, test } from "vitest";
import { newTicket } from "../wizard/form";
import { speak } from "../words";
import { bodyOf, differences } from "./content";
import { contentFrom, type EditForm, formOf, mistakesOf, withFields } from "./form";
import { content } from "./samples";

const EXACT = { starts_at: "2027-06-12T17:30:15.123456Z", ends_at: "2027-06-12T21:00:00.000001Z" };

test("a form that nobody touched says what the event says, to the microsecond", () => {
  for (const was of [
    content(EXACT),
    content({ location: { kind: "online", url: "https://zoom.us/j/1" }, visibility: "unlisted" }),
    content({ tickets: [{ name: "A", price: 1850, currency: "EUR", quantity: 1 }] }),
    content({ tickets: [{ name: "A", price: 500, currency: "JPY", quantity: 1 }] }),
    content({ tickets: [{ name: "A", price: 2, currency: "KWD", quantity: 1 }] }),
    content({ status: "postponed", note: "Soon." }),
  ]) {
    expect(contentFrom(formOf(was), was)).toEqual(was);
  }
});

test("of an hour that happens twice the second stays the second while only the title is edited", () => {
  const was = content({ starts_at: "2027-10-31T01:30:00Z", ends_at: "2027-10-31T03:00:00Z" });
  const form = formOf(was);
  expect(form.starts).toBe("2027-10-31T02:30");

  const is = contentFrom({ ...form, title: "Blues" }, was);

  expect(is.starts_at).toBe(was.starts_at);
  expect(differences(was, is).map(({ name }) => name)).toEqual(["title"]);
});

test("a time that is typed goes out with the offset of its zone; another zone moves both", () => {
  const was = content(EXACT);
  const form = formOf(was);

  expect(contentFrom({ ...form, starts: "2027-12-12T19:30" }, was)).toMatchObject({
    starts_at: "2027-12-12T19:30:00+01:00",
    ends_at: was.ends_at,
  });
  expect(contentFrom({ ...form, timezone: "America/New_York" }, was)).toMatchObject({
    starts_at: "2027-06-12T19:30:15-04:00",
    ends_at: "2027-06-12T23:00:00-04:00",
  });
});

test("prices and seconds are shown as one would type them", () => {
  const tickets = [1800, 1850, 5].map((price) => ({ name: "A", price, currency: "EUR", quantity: 1 }));

  const form = formOf(content({ ...EXACT, tickets }));

  expect(form.tickets.map(({ price }) => price)).toEqual(["18", "18.50", "0.05"]);
  expect([form.starts, form.ends]).toEqual(["2027-06-12T19:30:15", "2027-06-12T23:00"]);
});

test("prices and quantities have the organizer's digits, and are read in them", async () => {
  const tickets = [{ name: "A", price: 1850, currency: "EUR", quantity: 1200 }];
  const was = content({ tickets });
  await speak("ar-EG");
  try {
    const form = formOf(was);
    const [shown] = form.tickets;

    expect([shown?.price, shown?.quantity]).toEqual(["١٨٫٥٠", "١٢٠٠"]);
    expect(newTicket("ar").quantity).toBe("١٠٠");
    expect(contentFrom(form, was).tickets).toEqual(tickets);
  } finally {
    await speak("en");
  }
});

test("a note is cleaned and counted as the server does it", () => {
  const was = content();
  const form = { ...formOf(was), note: `  ${"😀".repeat(500)}\r\n ` };
  expect(contentFrom(form, was).note).toBe("😀".repeat(500));
  expect(mistakesOf(form, was)).toEqual({});

  expect(mistakesOf({ ...form, note: "x".repeat(501) }, was)).toEqual({ "/note": "At most 500 characters" });
});

test("an event that is over may be corrected, but not moved into the past", () => {
  const was = content({ starts_at: "2020-06-12T17:30:00Z", ends_at: "2020-06-12T21:00:00Z" });
  const form = { ...formOf(was), title: "Blues" };

  expect(mistakesOf(form, was)).toEqual({});
  expect(mistakesOf({ ...form, ends: "2020-06-13T23:00" }, was)).toEqual({
    "/ends_at": "This event is already over",
  });
  expect(mistakesOf({ ...form, title: " " }, was)).toEqual({ "/title": "Give your event a title" });
});

test("a picture is wanted once one is chosen, and a photo before all else", () => {
  const was = content();
  const form: EditForm = { ...formOf(was), cover: { kind: "composed", design: 4 } };
  const photo = { upload: "uploads/ada/1", url: "", until: Date.now() + 60_000 };
  const wanted = (form: EditForm) => bodyOf(contentFrom(form, was, 2)).cover;

  expect(wanted(formOf(was))).toBeUndefined();
  expect(wanted(form)).toEqual({ kind: "composed", design: 4 });
  expect(wanted({ ...form, photo })).toEqual({ kind: "uploaded", upload: "uploads/ada/1" });
  expect(contentFrom(form, was, 2).cover.since).toBe(3);
  expect(mistakesOf(form, was)).toEqual({});
  expect(Object.keys(mistakesOf({ ...form, photo: { ...photo, until: 0 } }, was))).toEqual(["/cover_upload"]);
  expect(withFields(formOf(was), { ...form, photo }, ["cover"])).toEqual({ ...form, photo });
});

test("fields are taken from one form or the other, whole", () => {
  const mine = formOf(content({ title: "Blues", starts_at: "2027-06-12T16:30:00Z" }));
  const theirs = formOf(content({ location: { kind: "online", url: "https://zoom.us/j/1" }, title: "Rock" }));

  const both = withFields(theirs, mine, ["title", "when"]);

  expect(both).toEqual({ ...theirs, title: "Blues", starts: "2027-06-12T18:30" });
});
