import { describe, expect, test } from "vitest";
import { priceOf, wholeOf, writtenPrice } from "./price";

describe("prices", () => {
  test.each([
    ["", "EUR", 0],
    ["  ", "EUR", 0],
    ["0", "EUR", 0],
    ["0,00", "EUR", 0],
    ["Free", "EUR", 0],
    ["18", "EUR", 1800],
    ["18.", "EUR", 1800],
    ["18.5", "EUR", 1850],
    ["18,50", "EUR", 1850],
    ["18.500000", "EUR", 1850],
    [" 18.50 ", "EUR", 1850],
    [".5", "EUR", 50],
    [",05", "EUR", 5],
    ["€12", "EUR", 1200],
    ["12€", "EUR", 1200],
    ["€ 12,50", "EUR", 1250],
    ["12,50 €", "EUR", 1250],
    ["12,50\u00a0€", "EUR", 1250],
    ["EUR 12", "EUR", 1200],
    ["12 eur", "EUR", 1200],
    ["12,-", "EUR", 1200],
    ["12,– €", "EUR", 1200],
    ["12.—", "CHF", 1200],
    ["$12", "USD", 1200],
    ["US$12", "USD", 1200],
    ["$12", "CAD", 1200],
    ["CA$ 12", "CAD", 1200],
    ["£7.50", "GBP", 750],
    ["50 kr", "SEK", 5000],
    ["20 zł", "PLN", 2000],
    ["¥1800", "JPY", 1800],
    ["1.234,50", "EUR", 123450],
    ["1,234.50", "EUR", 123450],
    ["1'234.50", "CHF", 123450],
    ["1’234.50", "CHF", 123450],
    ["1 234,50", "EUR", 123450],
    ["1\u202f234,50 €", "EUR", 123450],
    ["1 000", "EUR", 100000],
    ["1.000.000", "EUR", 100000000],
    ["1,00,000", "INR", 10000000],
    ["₹1,00,000.50", "INR", 10000050],
    ["1800", "JPY", 1800],
    ["1,800", "JPY", 1800],
    ["1800.00", "JPY", 1800],
    ["2.05", "KWD", 2050],
    ["2,05", "KWD", 2050],
    ["1,234.500", "KWD", 1234500],
    ["١٨٫٥", "EGP", 1850],
    ["١٬٢٣٤٫٥٠", "EGP", 123450],
    ["١٢،٥٠", "EGP", 1250], // what the comma of an Arabic keyboard types
    ["\u200f١٢٫٥٠\u00a0EGP\u200f", "EGP", 1250],
    ["۱۸٫۵", "EUR", 1850],
    ["१८.५", "INR", 1850],
    ["১৮", "BDT", 1800],
    ["๑๘.๕๐", "THB", 1850],
    ["１８", "JPY", 18],
  ])("%o in %s is %i", (text, currency, minor) => {
    expect(priceOf(text, currency, "en")).toEqual({ minor });
  });

  test.each([
    ["1,234", "EUR", "en", 123400],
    ["1.234", "EUR", "de", 123400],
    ["1.800", "JPY", "de", 1800],
    ["2.050", "KWD", "en", 2050],
    ["2,050", "KWD", "de", 2050],
  ])("%o in %s is what %s says: %i", (text, currency, locale, minor) => {
    expect(priceOf(text, currency, locale)).toEqual({ minor });
  });

  test.each([
    ["1.234", "EUR", "en", "Write 1234 or 1.23, so that nobody can misread it"],
    ["1,234", "EUR", "de", "Write 1234 or 1,23, so that nobody can misread it"],
    ["1.800", "JPY", "en", "Write 1800, so that nobody can misread it"],
    ["2,050", "KWD", "en", "Write 2050 or 2.050, so that nobody can misread it"],
  ])("%o in %s could be two prices for %s", (text, currency, locale, sentence) => {
    expect(priceOf(text, currency, locale)).toEqual({ problem: sentence });
  });

  test.each([
    ["18.5051", "EUR", "EUR has 2 decimals. Enter a price like 18.50"],
    ["2.0505", "KWD", "KWD has 3 decimals. Enter a price like 18.500"],
    ["18.5", "JPY", "Enter a price like 1800, without decimals"],
    ["-1", "EUR", "A price cannot be negative. 0 is free"],
    ["€12", "USD", "This says €, but the ticket's currency is USD"],
    ["12 USD", "EUR", "This says USD, but the ticket's currency is EUR"],
    ["10000000001", "EUR", "A price is at most €10,000,000,000.00"],
    [".", "EUR", "Enter a price like 18.50"],
    ["€", "EUR", "Enter a price like 18.50"],
    ["lots", "EUR", "Enter a price like 18.50"],
    ["1e3", "EUR", "Enter a price like 18.50"],
    ["1 0", "EUR", "Enter a price like 18.50"],
    ["1,23,4", "EUR", "Enter a price like 18.50"],
    ["12 - 18", "EUR", "Enter a price like 18.50"],
    ["1.2.3", "EUR", "Enter a price like 18.50"],
    ["1,234,50", "EUR", "Enter a price like 18.50"],
  ])("%o in %s is none: %s", (text, currency, sentence) => {
    expect(priceOf(text, currency, "en")).toEqual({ problem: sentence });
  });

  test.each([
    ["EUR", "de", "Enter a price like 18,50"],
    ["KWD", "ar-KW", "Enter a price like ١٨٫٥٠٠"],
    ["JPY", "ar-EG", "Enter a price like ١٨٠٠, without decimals"],
  ])("the example of a price in %s is as %s writes it", (currency, locale, sentence) => {
    expect(priceOf("lots", currency, locale)).toEqual({ problem: sentence });
  });

  test.each([
    [1800, "EUR", "de", "18"],
    [1850, "EUR", "de", "18,50"],
    [5, "EUR", "en", "0.05"],
    [2050, "KWD", "de", "2,050"],
    [123456, "EUR", "ar-EG", "١٢٣٤٫٥٦"],
    [500, "JPY", "en", "500"],
    [1_000_000_000_000, "EUR", "fr", "10000000000"],
  ])("%i of %s is written in %s as %s, and read back", (minor, currency, locale, text) => {
    expect(writtenPrice(minor, currency, locale)).toBe(text);
    expect(priceOf(text, currency, locale)).toEqual({ minor });
  });
});

test.each([
  ["100", 100],
  [" 7 ", 7],
  ["1 000", 1000],
  ["1,000", 1000],
  ["1.000", 1000],
  ["10’000", 10000],
  ["٢٠", 20],
])("a count of %o is %i", (text, count) => {
  expect(wholeOf(text)).toBe(count);
});

test.each(["", "many", "1.5", "1 0", "-1", "1,5", "1e3"])("%o is no count", (text) => {
  expect(wholeOf(text)).toBeUndefined();
});
