// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { full } from "../testing";
import { empty, newTicket } from "./form";
import { removeDraft, storeDraft, storedDraft } from "./storage";

const NAME = "publish-event:draft:ada";

beforeEach(() => localStorage.clear());

test("a draft comes back as it was stored, for its owner alone, until it is removed", () => {
  const form = { ...empty(), title: "Jazz", tickets: [newTicket()] };

  expect(storeDraft("ada", form)).toBe(true);

  expect(storedDraft("ada")).toEqual(form);
  expect(storedDraft("bob")).toBeUndefined();
  removeDraft("ada");
  expect(storedDraft("ada")).toBeUndefined();
});

test.each(["{", "", "null", "7", '"text"', "[]", "[1]", "{}", '{"colour": "red"}'])(
  "%s in the browser is no draft",
  (text) => {
    localStorage.setItem(NAME, text);

    expect(storedDraft("ada")).toBeUndefined();
  },
);

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
  localStorage.setItem(NAME, JSON.stringify({ title: "Jazz", venue: "K", ...damaged }));

  const stored = storedDraft("ada");

  expect(stored).toEqual(
    Object.fromEntries(Object.entries({ title: "Jazz", venue: "K" }).filter(([name]) => !(name in damaged))),
  );
});

test("both kinds of both choices, and tickets, are used", () => {
  for (const form of [
    { visibility: "public", kind: "venue" },
    { visibility: "unlisted", kind: "online", tickets: [TICKET] },
  ]) {
    localStorage.setItem(NAME, JSON.stringify(form));
    expect(storedDraft("ada")).toEqual(form);
  }
});

test("a browser that stores nothing is reported", () => {
  vi.stubGlobal("localStorage", full(localStorage));

  expect(storeDraft("ada", empty())).toBe(false);
  vi.unstubAllGlobals();
});
