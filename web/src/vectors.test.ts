/** The front end writes times, places, prices and links as the server does: `make contract` asked the server. */
import { describe, expect, test } from "vitest";
import vectors from "./contract/vectors.json";
import { calendars, sharing } from "./links";
import { money } from "./money";
import { when, where } from "./when";

const times = (event: { starts_at: string; ends_at: string; timezone: string }) => ({
  starts_at: new Date(event.starts_at),
  ends_at: new Date(event.ends_at),
  timezone: event.timezone,
});

describe("when", () => {
  test.each(vectors.times)("$about", (vector) => {
    expect(when(times(vector))).toBe(vector.when);
  });
});

test.each(vectors.places)("where: $where", (vector) => {
  expect(where(vector.location)).toBe(vector.where);
});

test.each(vectors.links)("links: $event.title in $event.timezone", ({ event, url, ...expected }) => {
  const shown = { ...event, ...times(event) };
  expect(calendars(shown, url)).toEqual(expected.calendars);
  expect(sharing(shown, url)).toEqual(expected.sharing);
});

test.each(vectors.prices)("$price in $currency: $money", (vector) => {
  expect(money(vector.price, vector.currency)).toBe(vector.money);
});
