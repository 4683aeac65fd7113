import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CITIES, PRESENT } from "../contract/regions";
import { isZone } from "../time";
import { speak } from "../words";
import { cityNames, clockOn, present, search, zoneOn, zonesOn } from "./zones";

const zones = zonesOn("2027-06-12T19:30", "Europe/Berlin");
const found = (text: string) => search(zones, text).map(({ id }) => id);

test.each([
  ["Berlin", "Europe/Berlin"],
  ["berl", "Europe/Berlin"],
  ["Europe/Berlin", "Europe/Berlin"],
  ["Munich", "Europe/Berlin"],
  ["münchen", "Europe/Berlin"],
  ["new york", "America/New_York"],
  ["New_York", "America/New_York"],
  ["Brooklyn", "America/New_York"],
  ["San Francisco", "America/Los_Angeles"],
  ["eastern time", "America/New_York"],
  ["Kyiv", "Europe/Kyiv"],
  ["Kiev", "Europe/Kyiv"],
  ["Calcutta", "Asia/Kolkata"],
  ["Mumbai", "Asia/Kolkata"],
  ["Saigon", "Asia/Ho_Chi_Minh"],
  ["sao paulo", "America/Sao_Paulo"],
  ["japan", "Asia/Tokyo"],
  ["GMT+5:45", "Asia/Kathmandu"],
  ["paris france", "Europe/Paris"],
  ["UTC", "UTC"],
  ["Buenos Aires", "America/Argentina/Buenos_Aires"],
])("%o is %s first", (text, id) => {
  expect(found(text)[0]).toBe(id);
});

test("a country has all of its zones, and nonsense has none", () => {
  expect(found("brazil")).toContain("America/Manaus");
  expect(found("atlantis")).toEqual([]);
  expect(found("  ")).toHaveLength(zones.length);
});

test("one's own is first, the others go from west to east", () => {
  expect(zones[0]).toEqual({
    id: "Europe/Berlin",
    city: "Berlin",
    country: "Germany",
    offset: "GMT+2",
    english: "",
  });
  expect(zones[1]?.offset).toBe("GMT−11");
  expect(zones.at(-1)?.offset).toBe("GMT+14");
});

describe("on that day", () => {
  test.each([
    ["2027-06-12T19:30", "Europe/Berlin", "GMT+2", "CEST"],
    ["2027-12-12T19:30", "Europe/Berlin", "GMT+1", "CET"],
    ["2027-06-12T19:30", "America/New_York", "GMT−4", "EDT"],
    ["2027-06-12T19:30", "Asia/Kolkata", "GMT+5:30", "IST"],
    ["2027-06-12T19:30", "Asia/Dubai", "GMT+4", ""],
    ["2027-06-12T19:30", "Atlantic/Reykjavik", "GMT", "GMT"],
  ])("%s in %s is %s, %s", (day, id, offset, clock) => {
    expect(zoneOn(day, id)?.offset).toBe(offset);
    if (clock !== "GMT") expect(clockOn(day, id)).toBe(clock);
  });

  test("an earlier name is shown as the present one, and no zone is none", () => {
    expect(zoneOn("2027-06-12T19:30", "Europe/Kiev")?.city).toBe("Kyiv");
    expect(zoneOn("2027-06-12T19:30", "Mars/Phobos")).toBeUndefined();
  });
});

test("every city of the list is a zone, and the browser's earlier names have present ones", () => {
  const ids = Object.values(CITIES).flatMap((ids) => ids.split(" "));
  expect(ids.filter((id) => !isZone(id))).toEqual([]);
  const missing = Intl.supportedValuesOf("timeZone").filter((id) => !ids.includes(id) && !PRESENT[id]);
  expect(missing).toEqual([]);
  expect(present("Europe/Kiev")).toBe("Europe/Kyiv");
  expect(present("Europe/Berlin")).toBe("Europe/Berlin");
});

describe("in another language than English", () => {
  beforeAll(() => speak("uk-UA"));
  afterAll(() => speak("en"));
  const day = "2027-06-12T19:30";

  test("city, country and offset are as it writes them", async () => {
    const names = await cityNames("uk");
    expect(zoneOn(day, "Europe/Kyiv", names)).toMatchObject({ city: "Київ", country: "Україна" });
    await speak("fr");
    expect(zoneOn(day, "Asia/Kolkata", await cityNames("fr"))).toMatchObject({
      country: "Inde",
      offset: "UTC+5:30",
    });
    await speak("uk-UA");
  });

  test.each([
    ["київ", "Europe/Kyiv"],
    ["Німеччина", "Europe/Berlin"],
    ["vienna", "Europe/Vienna"],
    ["paris france", "Europe/Paris"],
    ["Kiev", "Europe/Kyiv"],
    ["GMT+5:45", "Asia/Kathmandu"],
    ["münchen", "Europe/Berlin"],
  ])("%o is found: %s", async (text, id) => {
    const found = search(zonesOn(day, "America/Lima", await cityNames("uk")), text);
    expect(found[0]?.id).toBe(id);
  });
});

test("a language without a file has English names", async () => {
  expect(await cityNames("en")).toEqual({});
});
