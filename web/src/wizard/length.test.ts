import { expect, test } from "vitest";
import { Temporal } from "../time";
import { lasting, longer } from "./length";

test.each([
  ["PT3H", undefined],
  ["P1D", undefined],
  ["P1DT1H", "Lasts 1 day and 1 hour"],
  ["PT26H", "Lasts 1 day and 2 hours"],
  ["P3D", "Lasts 3 days"],
  ["P302DT3H", "Lasts 302 days"],
])("an event of %s: %s", (length, words) => {
  expect(lasting(Temporal.Duration.from(length))).toBe(words);
});

test.each([
  ["2027-06-12T19:30:00+02:00", "2027-06-19T19:30:00+02:00", undefined],
  ["2027-06-12T19:30:00+02:00", "2027-06-19T19:31:00+02:00", "7 days"],
  ["2027-02-14T19:30:00+01:00", "2027-12-14T22:30:00+01:00", "303 days"],
  ["2027-06-12T19:30:00+02:00", "2027-06-12T18:30:00+02:00", undefined],
  ["", "2027-06-12T18:30:00+02:00", undefined],
])("from %o to %o Review asks about: %s", (starts_at, ends_at, words) => {
  expect(longer({ starts_at, ends_at })).toBe(words);
});
