/** Time zones as people look for them: by city, country, what clocks are called there, or offset. */
import { CITIES, PRESENT } from "../contract/regions";
import { isZone, Temporal } from "../time";
import { zoneName } from "../when";

export type Zone = {
  id: string;
  /** `Berlin` */
  city: string;
  /** `Germany`, or "" for UTC. */
  country: string;
  /** `GMT+2` on the day that was asked about. */
  offset: string;
};

/** A zone by the name that its city has today, where this browser knows that name. */
export function present(zone: string): string {
  const name = PRESENT[zone];
  return name && isZone(name) ? name : zone;
}

/** Every zone on that day, `own` first, then from west to east. */
export function zonesOn(wallTime: string, own: string): Zone[] {
  const day = dayOf(wallTime);
  const countries = new Intl.DisplayNames("en", { type: "region", fallback: "code" });
  const all = Object.entries(CITIES).flatMap(([region, ids]) =>
    ids.split(" ").map((id): Row => [id, countries.of(region) ?? ""]),
  );
  const known = new Set(all.map(([id]) => id));
  for (const id of ["UTC", own]) if (!known.has(id)) all.push([id, ""]);
  return all
    .flatMap(([id, country]) => {
      const minutes = offsetOn(day, id);
      return minutes === undefined ? [] : [{ zone: zoneOf(id, country, minutes), minutes }];
    })
    .sort((a, b) => rank(b, own) - rank(a, own) || a.minutes - b.minutes || order(a.zone, b.zone))
    .map(({ zone }) => zone);
}

type Row = [id: string, country: string];
const rank = ({ zone }: { zone: Zone }, own: string) => Number(zone.id === own);
const order = (a: Zone, b: Zone) => (a.city < b.city ? -1 : 1);

const zoneOf = (id: string, country: string, minutes: number): Zone => ({
  id,
  city: (id.split("/").at(-1) ?? id).replaceAll("_", " "),
  country,
  offset: written(minutes),
});

/** One zone on that day; undefined if there is none of that name. */
export function zoneOn(wallTime: string, id: string): Zone | undefined {
  const minutes = isZone(id) ? offsetOn(dayOf(wallTime), id) : undefined;
  if (minutes === undefined) return undefined;
  const region = Object.entries(CITIES).find(([, ids]) => ids.split(" ").includes(present(id)))?.[0];
  const country = region && new Intl.DisplayNames("en", { type: "region" }).of(region);
  return zoneOf(present(id), country ?? "", minutes);
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
  const found = zones.filter(({ id, city, country, offset }) => {
    const earlier = Object.keys(PRESENT).filter((old) => PRESENT[old] === id);
    const line = plain([city, country, id, ...earlier, ALSO[id], offset].join(" "));
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
