/** An event in its own language, whatever the organizer reads; its words are in vectors.test.ts. */
import { expect, test } from "vitest";
import { byFor, leafFor, moneyFor } from "./guests";

test.each([
  ["en", ["Jun", "12"], "€18.00"],
  ["de", ["Juni", "12"], "18,00 €"],
  ["ja", ["6月", "12"], "€18.00"],
])("guests read day and price of an event in %s", (language, leaf, price) => {
  const event = { language, starts_at: new Date("2027-06-12T17:30Z"), timezone: "Europe/Berlin" };
  expect(leafFor(event)).toEqual(leaf);
  expect(moneyFor(event, 1800, "EUR").replace("\u00a0", " ")).toBe(price);
});

test("an organizer's name turns no word around it", () => {
  expect(byFor({ language: "he" }, "Jazz (Berlin)")).toContain("\u2068Jazz (Berlin)\u2069");
});
