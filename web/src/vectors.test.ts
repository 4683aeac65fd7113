/** The front end writes times, places, prices and links as the server does: `make contract` asked the server. */
import { describe, expect, test } from "vitest";
import vectors from "./contract/vectors.json";
import { byFor, headlineFor, moneyFor, previewFor, whereFor } from "./guests";
import { calendars, sharing } from "./links";
import { money } from "./money";
import { when, where } from "./when";
import { t } from "./words";

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
  const [added, shared] = [calendars(shown, url), sharing(shown, url)];
  expect(labelled(added, (name) => t(`share.${name}`))).toEqual(expected.calendars);
  expect(labelled(shared, (name) => t(`share.${name}`))).toEqual(expected.sharing);
});

const labelled = <Name extends string>(links: Record<Name, string>, label: (name: Name) => string) =>
  Object.fromEntries(Object.entries<string>(links).map(([name, href]) => [label(name as Name), href]));

test.each(vectors.languages)("guests read $language", ({ language, ...expected }) => {
  const [starts_at, ends_at] = [new Date("9000-01-01T00:00Z"), new Date("9000-01-01T02:00Z")];
  const location = { kind: "online" };
  const event = { language, title: "{title}", location, starts_at, ends_at, timezone: "UTC" };
  const venue = { kind: "venue", name: "{name}", address: "{address}" };
  const before = { date: new Date("8999-12-31T00:00Z"), time: new Date("9000-01-01T01:00Z") };
  expect({
    online: whereFor(event),
    venue: whereFor({ ...event, location: venue }),
    cancelled: headlineFor({ ...event, status: "cancelled" }),
    postponed: previewFor({ ...event, status: "postponed" }),
    date: previewFor({ ...event, previous_starts_at: before.date }),
    time: previewFor({ ...event, previous_starts_at: before.time }),
    by: byFor(event, "{organizer}").replace(/[\u2068\u2069]/g, ""),
    free: moneyFor(event, 0, "EUR"),
  }).toEqual(expected);
});

test.each(vectors.prices)("$price in $currency: $money", (vector) => {
  expect(money(vector.price, vector.currency)).toBe(vector.money);
});
