import { expect, test } from "vitest";
import { usableForm } from "./storage";

test.each([undefined, null, 7, "text", [], [1], {}, { colour: "red" }])("%o is no form", (value) => {
  expect(usableForm(value)).toBeUndefined();
});

const TICKET = { id: "1", name: "Entry", price: "18", currency: "EUR", quantity: "100" };

test.each([
  { title: null },
  { description: 7 },
  { visibility: "secret" },
  { starts: {} },
  { ends: false },
  { timezone: [] },
  { kind: "moon" },
  { venue: 1 },
  { address: null },
  { url: null },
  { tickets: {} },
  { tickets: "text" },
  { tickets: [null] },
  { tickets: [7] },
  { tickets: [{}] },
  { tickets: [TICKET, { ...TICKET, id: 1 }] },
  { tickets: [{ ...TICKET, name: 1 }] },
  { tickets: [{ ...TICKET, price: 18 }] },
  { tickets: [{ ...TICKET, currency: null }] },
  { tickets: [{ ...TICKET, quantity: 100 }] },
])("of a damaged draft the rest is used: %o", (damaged) => {
  const usable = usableForm({ title: "Jazz", venue: "K", ...damaged });

  expect(usable).toEqual(
    Object.fromEntries(Object.entries({ title: "Jazz", venue: "K" }).filter(([name]) => !(name in damaged))),
  );
});

test("both kinds of both choices, and tickets, are used", () => {
  for (const form of [
    { visibility: "public", kind: "venue" },
    { visibility: "unlisted", kind: "online", tickets: [TICKET] },
  ]) {
    expect(usableForm(form)).toEqual(form);
  }
});
