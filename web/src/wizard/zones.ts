/** Time zones as people look for them: by city, country, what clocks are called there, or offset. */
import { CITIES, PRESENT } from "../contract/regions";
import { languageOf } from "../languages";
import { isZone, Temporal } from "../time";
import { zoneName } from "../when";
import { locale } from "../words";

export type Zone = {
  id: string;
  /** `Berlin` */
  city: string;
  /** `Germany`, or "" for UTC. */
  country: string;
  /** `GMT+2` on the day that was asked about. */
  offset: string;
  /** All three in English, where the organizer's language is another one. */
  english: string;
};

/** What cities are called in the organizer's language, by their zones; without a name, as in English. */
export type Names = Record<string, string>;

/** CLDR's, of every language that has a file (`make contract`). */
const NAMES = import.meta.glob<{ default: Names }>("../contract/cities/*.json");

export async function cityNames(language: string | undefined = languageOf(locale)): Promise<Names> {
  return (await NAMES[`../contract/cities/${language}.json`]?.())?.default ?? {};
}

/** A zone by the name that its city has today, where this browser knows that name. */
export function present(zone: string): string {
  const name = PRESENT[zone];
  return name && isZone(name) ? name : zone;
}

/** Every zone on that day, `own` first, then from west to east. */
export function zonesOn(wallTime: string, own: string, names: Names = {}): Zone[] {
  const day = dayOf(wallTime);
  const describe = describer(day, names);
  const all = Object.entries(CITIES).flatMap(([region, ids]) =>
    ids.split(" ").map((id): Row => [id, region]),
  );
  const known = new Set(all.map(([id]) => id));
  for (const id of ["UTC", own]) if (!known.has(id)) all.push([id, ""]);
  return all
    .flatMap(([id, region]) => {
      const minutes = offsetOn(day, id);
      return minutes === undefined ? [] : [{ zone: describe(id, region, minutes), minutes }];
    })
    .sort((a, b) => rank(b, own) - rank(a, own) || a.minutes - b.minutes || order(a.zone, b.zone))
    .map(({ zone }) => zone);
}

type Row = [id: string, region: string];
const rank = ({ zone }: { zone: Zone }, own: string) => Number(zone.id === own);
const order = (a: Zone, b: Zone) => a.city.localeCompare(b.city, locale);

/** One zone on that day; undefined if there is none of that name. */
export function zoneOn(wallTime: string, id: string, names: Names = {}): Zone | undefined {
  const day = dayOf(wallTime);
  const minutes = isZone(id) ? offsetOn(day, id) : undefined;
  if (minutes === undefined) return undefined;
  const region = Object.entries(CITIES).find(([, ids]) => ids.split(" ").includes(present(id)))?.[0];
  return describer(day, names)(present(id), region ?? "", minutes);
}

function describer(day: Temporal.PlainDateTime, names: Names) {
  const isEnglish = languageOf(locale) === "en";
  const english = countries("en");
  const own = isEnglish ? english : countries(locale);
  const offsets = new Map<number, string>(); // there are forty, of four hundred zones
  const offsetOf = (id: string, minutes: number) => {
    const found = offsets.get(minutes) ?? shortOffset(day, id) ?? written(minutes);
    offsets.set(minutes, found);
    return found;
  };
  return (id: string, region: string, minutes: number): Zone => {
    const city = (id.split("/").at(-1) ?? id).replaceAll("_", " ");
    const [country, offset] = [region && english(region), written(minutes)];
    if (isEnglish) return { id, city, country, offset, english: "" };
    return {
      id,
      city: names[id] ?? city,
      country: region && own(region),
      offset: offsetOf(id, minutes),
      english: [city, country, offset].join(" "),
    };
  };
}

function countries(language: string): (region: string) => string {
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "code" });
  return (region) => names.of(region) ?? "";
}

/** As the organizer's language writes it: `UTC+2` in French. */
function shortOffset(day: Temporal.PlainDateTime, id: string): string | undefined {
  const format = new Intl.DateTimeFormat(locale, { timeZone: id, timeZoneName: "shortOffset" });
  const parts = format.formatToParts(day.toZonedDateTime(id).epochMilliseconds);
  return parts.find(({ type }) => type === "timeZoneName")?.value;
}

/** What clocks there are called on that day: `CEST`, or "" where they have no such name. */
export function clockOn(wallTime: string, id: string): string {
  try {
    const instant = dayOf(wallTime).toZonedDateTime(id).epochMilliseconds;
    const name = zoneName(new Date(instant), id);
    return name.startsWith("GMT") ? "" : name;
  } catch {
    return "";
  }
}

/** Those of which every word of the text begins a word: the city's matches first. */
export function search(zones: Zone[], text: string): Zone[] {
  const words = plain(text).split(" ").filter(Boolean);
  if (!words.length) return zones;
  const has = (line: string, word: string) => ` ${line}`.includes(` ${word}`);
  const found = zones.filter(({ id, city, country, offset, english }) => {
    const earlier = Object.keys(PRESENT).filter((old) => PRESENT[old] === id);
    const line = plain([city, country, offset, english, id, ...earlier, ALSO[id]].join(" "));
    return words.every((word) => has(line, word));
  });
  const isCity = ({ city }: Zone) => Number(plain(city).startsWith(words.join(" ")));
  return found.sort((a, b) => isCity(b) - isCity(a));
}

/** Large cities that give no zone its name, and what people call these clocks. */
const ALSO: Record<string, string> = {
  "America/Chicago": "Dallas Houston Austin Minneapolis Central Time CT CST CDT",
  "America/Denver": "Salt Lake City Mountain Time MT MST MDT",
  "America/Los_Angeles": "San Francisco Seattle San Diego Las Vegas Portland Pacific Time PT PST PDT",
  "America/New_York": "Brooklyn Boston Washington Miami Atlanta Philadelphia Eastern Time ET EST EDT",
  "America/Sao_Paulo": "Rio de Janeiro Brasilia Belo Horizonte",
  "America/Toronto": "Montreal Ottawa Quebec",
  "Africa/Johannesburg": "Cape Town Durban Pretoria",
  "Africa/Lagos": "Abuja",
  "Africa/Casablanca": "Marrakesh Rabat",
  "Asia/Kolkata": "Mumbai Bombay Delhi Bangalore Bengaluru Chennai Hyderabad India IST",
  "Asia/Dubai": "Abu Dhabi",
  "Asia/Ho_Chi_Minh": "Hanoi Saigon",
  "Asia/Jerusalem": "Tel Aviv Haifa",
  "Asia/Karachi": "Lahore Islamabad",
  "Asia/Riyadh": "Jeddah Mecca",
  "Asia/Shanghai": "Beijing Shenzhen Guangzhou Chengdu",
  "Asia/Tokyo": "Osaka Kyoto Sapporo JST",
  "Australia/Sydney": "Canberra",
  "Europe/Amsterdam": "Rotterdam Utrecht The Hague",
  "Europe/Berlin": "Munich München Hamburg Cologne Köln Frankfurt Leipzig CET CEST",
  "Europe/Istanbul": "Ankara Izmir Turkey",
  "Europe/Kyiv": "Lviv Odesa Kharkiv",
  "Europe/London": "Manchester Edinburgh Glasgow Birmingham England Scotland Wales GMT BST",
  "Europe/Madrid": "Barcelona Valencia Seville Bilbao",
  "Europe/Paris": "Lyon Marseille Toulouse Lille",
  "Europe/Rome": "Milan Milano Roma Naples Napoli Turin Florence",
  "Europe/Vienna": "Wien Graz Salzburg",
  "Europe/Warsaw": "Krakow Kraków Gdansk Wroclaw",
  "Europe/Zurich": "Zürich Geneva Basel Bern",
  UTC: "Coordinated Universal Time GMT Zulu",
};

/** In lower case, without accents; every mark but those of an offset is a space. */
const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+:−-]+/gu, " ")
    .replaceAll("-", "−")
    .trim();

function dayOf(wallTime: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(wallTime);
  } catch {
    return Temporal.Now.plainDateTimeISO();
  }
}

function offsetOn(day: Temporal.PlainDateTime, id: string): number | undefined {
  try {
    return Math.round(day.toZonedDateTime(id).offsetNanoseconds / 60e9);
  } catch {
    return undefined;
  }
}

/** `GMT+5:30` */
function written(minutes: number): string {
  if (!minutes) return "GMT";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `GMT${minutes < 0 ? "−" : "+"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}
