/** The forms of other languages than the server's English, which vectors.test.ts has. */
import { afterEach, describe, expect, test } from "vitest";
import { amount, money } from "./money";
import { day, move, when, zoneName } from "./when";
import { speak } from "./words";

afterEach(() => speak("en"));

const berlin = (starts: string, ends: string) => ({
  ...{ starts_at: new Date(`${starts}Z`), ends_at: new Date(`${ends}Z`), timezone: "Europe/Berlin" },
});
const EVENING = berlin("2027-06-12T17:30", "2027-06-12T21:00");
const WHOLE_DAY = berlin("2027-06-12T08:30", "2027-06-12T21:00");
const WEEKEND = berlin("2027-09-03T16:00", "2027-09-05T12:00");
const CLOCK_CHANGE = berlin("2027-10-30T23:00", "2027-10-31T03:00");

/** Without the marks that only bidirectional lettering needs. */
const plain = (text: string) => text.replace(/[\u200e\u200f]/g, "").replaceAll("\u00a0", " ");

describe.each([
  [
    "de",
    "Sa., 12. Juni 2027, 19:30–23:00 Uhr MESZ",
    "Sa., 12. Juni 2027, 10:30–23:00 Uhr MESZ",
    "Fr., 3. September 2027, 18:00 – So., 5. September 2027, 14:00 MESZ",
    "So., 31. Oktober 2027, 01:00 MESZ – 04:00 MEZ",
  ],
  [
    "fr",
    "sam. 12 juin 2027, 19:30 – 23:00 UTC+2",
    "sam. 12 juin 2027, 10:30 – 23:00 UTC+2",
    "ven. 3 septembre 2027, 18:00 – dim. 5 septembre 2027, 14:00 UTC+2",
    "dim. 31 octobre 2027, 01:00 UTC+2 – 04:00 UTC+1",
  ],
  [
    "uk",
    "сб, 12 червня 2027 р., 19:30–23:00 GMT+2",
    "сб, 12 червня 2027 р., 10:30–23:00 GMT+2",
    "пт, 3 вересня 2027 р., 18:00 – нд, 5 вересня 2027 р., 14:00 GMT+2",
    "нд, 31 жовтня 2027 р., 01:00 GMT+2 – 04:00 GMT+1",
  ],
  [
    "ja",
    "2027年6月12日(土) 19:30～23:00 GMT+2",
    "2027年6月12日(土) 10:30～23:00 GMT+2",
    "2027年9月3日(金) 18:00～2027年9月5日(日) 14:00 GMT+2",
    "2027年10月31日(日) 1:00 GMT+2～4:00 GMT+1",
  ],
  [
    "he",
    "שבת, 12 ביוני 2027, 19:30–23:00 GMT+2",
    "שבת, 12 ביוני 2027, 10:30–23:00 GMT+2",
    "יום ו׳, 3 בספטמבר 2027, 18:00 – יום א׳, 5 בספטמבר 2027, 14:00 GMT+2",
    "יום א׳, 31 באוקטובר 2027, 1:00 GMT+2 – 4:00 GMT+1",
  ],
  [
    "ar",
    "السبت، 12 يونيو 2027، 7:30–11:00 م غرينتش+2",
    "السبت، 12 يونيو 2027، 10:30 ص – 11:00 م غرينتش+2",
    "الجمعة، 3 سبتمبر 2027، 6:00 م – الأحد، 5 سبتمبر 2027، 2:00 م غرينتش+2",
    "الأحد، 31 أكتوبر 2027، 1:00 ص غرينتش+2 – 4:00 ص غرينتش+1",
  ],
  [
    "en-US",
    "Sat, June 12, 2027, 7:30 – 11:00 PM CEST",
    "Sat, June 12, 2027, 10:30 AM – 11:00 PM CEST",
    "Fri, September 3, 2027, 6:00 PM – Sun, September 5, 2027, 2:00 PM CEST",
    "Sun, October 31, 2027, 1:00 AM CEST – 4:00 AM CET",
  ],
  [
    "sv",
    "lör 12 juni 2027, 19:30–23:00 CEST",
    "lör 12 juni 2027, 10:30–23:00 CEST",
    "fre 3 september 2027, 18:00 – sön 5 september 2027, 14:00 CEST",
    "sön 31 oktober 2027, 01:00 CEST – 04:00 CET",
  ],
])("when in %s", (tag, evening, wholeDay, weekend, clockChange) => {
  test("an evening", () => expect(plain(when(EVENING, tag))).toBe(evening));
  test("from morning to evening", () => expect(plain(when(WHOLE_DAY, tag))).toBe(wholeDay));
  test("a weekend", () => expect(plain(when(WEEKEND, tag))).toBe(weekend));
  test("over a clock change", () => expect(plain(when(CLOCK_CHANGE, tag))).toBe(clockChange));
});

test("an organizer's English is the server's, whatever the country", async () => {
  await speak("en-US");

  expect(when(EVENING)).toBe("Sat 12 June 2027, 19:30 – 23:00 CEST");
  expect(money(1800, "USD")).toBe("US$18.00");
  expect(day(EVENING.starts_at, "Europe/Berlin")).toBe("Sat 12 June 2027");
});

test("a zone is called by its English name only in English", () => {
  expect(zoneName(EVENING.starts_at, "Asia/Tokyo")).toBe("JST");
  expect(zoneName(EVENING.starts_at, "Asia/Tokyo", "de")).toBe("GMT+9");
});

test.each([
  ["2027-06-12T17:30:59Z", undefined],
  ["2027-06-12T16:30:00Z", "time"],
  ["2027-06-11T17:30:00Z", "date"],
])("from %s the event was moved to another %s", (before, moved) => {
  expect(move(new Date(before), EVENING)).toBe(moved);
});

test.each([
  ["de", 1800, "EUR", "18,00 €"],
  ["fr", 123456, "EUR", "1 234,56 €"],
  ["uk", 1800, "UAH", "18,00 ₴"],
  ["ja", 1800, "JPY", "￥1,800"],
  ["he", 1800, "ILS", "18.00 ₪"],
  ["ar", 2050, "KWD", "2.050 د.ك."],
])("a price in %s: %i %s", (tag, price, currency, text) => {
  expect(plain(amount(price, currency, tag)).replaceAll("\u202f", " ")).toBe(text);
});
