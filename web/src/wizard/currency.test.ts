// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { rememberCurrency, usualCurrency } from "./currency";

beforeEach(() => localStorage.clear());

test.each([
  ["de", "EUR"],
  ["de-CH", "CHF"],
  ["en", "USD"],
  ["en-GB", "GBP"],
  ["pt-BR", "BRL"],
  ["ja", "JPY"],
  ["ar-EG", "EGP"],
  ["bg", "EUR"], // the lev left ISO 4217 in 2026
  ["hr", "EUR"],
  ["es-419", "EUR"], // no region that has one currency
  ["", "EUR"],
])("a browser in %o offers %s", (language, currency) => {
  expect(usualCurrency(language)).toBe(currency);
});

test("what was chosen last is offered, unless it is no currency any more", () => {
  rememberCurrency("SEK");
  expect(usualCurrency("de")).toBe("SEK");

  rememberCurrency("BGN");
  expect(usualCurrency("de")).toBe("EUR");
});
