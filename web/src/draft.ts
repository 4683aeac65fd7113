/**
 * What may be published: the backend's own rules, from the JSON Schema that `python -m infra.schema`
 * writes, and below them the few that JSON Schema cannot say. tests/support/data/drafts.json holds both to one verdict.
 */
import * as z from "zod";
import schema from "./event-draft.schema.json";
import { instant, isZone, Temporal } from "./time";

export type Ticket = { name: string; price: number; currency: string; quantity: number };
export type Location = { kind: "venue"; name: string; address: string } | { kind: "online"; url: string };
export type Draft = {
  title: string;
  description: string;
  starts_at: string;
  ends_at: string;
  timezone: string;
  location: Location;
  tickets: Ticket[];
  visibility: "public" | "unlisted";
  cover_upload?: string;
};

/** One sentence by the JSON pointer (RFC 6901) of the value that it is about. */
export type Mistakes = Record<string, string>;

export const CURRENCIES: string[] = schema.$defs.Ticket.properties.currency.enum;
const DECIMALS: Record<string, number> = schema["x-decimals"];

/** How many minor digits the backend prints for a currency; browsers disagree with it and each other. */
export const decimals = (currency: string): number => DECIMALS[currency] ?? 2;

/** The draft with its texts as the backend keeps them, so that lengths are counted alike. */
export function cleaned<T>(value: T, pointer = ""): T {
  if (typeof value === "string") return clean(value, pointer) as T;
  if (Array.isArray(value)) return value.map((item, i) => cleaned(item, `${pointer}/${i}`)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, cleaned(part, `${pointer}/${escaped(name)}`)]),
  ) as T;
}

/** Every broken rule; empty for a draft that may be published. */
export function mistakes(draft: object): Mistakes {
  const kept = cleaned(draft);
  const found = RULES.safeParse(kept, { error: sentence }).error?.issues ?? [];
  const mistakes = Object.fromEntries(found.flatMap(atPointers).reverse());
  return { ...mistakes, ...Object.fromEntries(unsaid(kept as Draft, mistakes)) };
}

const RULES = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);

// --- Text ------------------------------------------------------------------------------------------

const LINES = /^\/(title|location\/(name|address|url)|tickets\/\d+\/name)$/;
const BIDI_AND_CONTROLS = /[\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/gu;
const SPACES = /[^\S\ufeff]+/g; // as Python sees them: the byte order mark is none

function clean(text: string, pointer: string): string {
  const isLine = LINES.test(pointer);
  if (!isLine && pointer !== "/description") return text;
  const kept = text.replace(/\r\n?/g, "\n").replace(BIDI_AND_CONTROLS, "").normalize("NFC");
  const trimmed = kept.replace(/^[^\S\ufeff]+|[^\S\ufeff]+$/g, "");
  return isLine ? trimmed.replace(SPACES, " ") : trimmed;
}

function texts(value: unknown, pointer = ""): [pointer: string, text: string][] {
  if (typeof value === "string") return [[pointer, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => texts(part, `${pointer}/${escaped(name)}`));
}

// --- Rules that JSON Schema cannot say -------------------------------------------------------------

/** Each looks only at what the schema lets pass, as the backend does: then the types hold. */
function* unsaid(draft: Draft, mistakes: Mistakes): Generator<[pointer: string, sentence: string]> {
  const sound = (field: string) => !Object.keys(mistakes).some((pointer) => pointer.split("/")[1] === field);

  for (const [pointer, text] of texts(draft))
    if (!text.isWellFormed()) yield [pointer, "Contains half of a surrogate pair"];
  const [start, end] = (["starts_at", "ends_at"] as const).map((field) =>
    sound(field) ? instant(draft[field]) : undefined,
  );
  if (sound("starts_at") && !start) yield ["/starts_at", "Lies outside the calendar"];
  if (sound("ends_at") && !end) yield ["/ends_at", "Lies outside the calendar"];
  if (start && end && Temporal.Instant.compare(start, end) >= 0)
    yield ["/ends_at", "Must be after the start"];
  if (sound("timezone") && !isZone(draft.timezone))
    yield ["/timezone", "Is no IANA time zone, like Europe/Berlin"];
  const names = draft.tickets?.map?.((ticket) => ticket.name);
  if (sound("tickets") && new Set(names).size !== (names?.length ?? 0))
    yield ["/tickets", "Two tickets have the same name"];
}

// --- Words -----------------------------------------------------------------------------------------

type Issue = z.core.$ZodIssue;

/** Zod names a choice that fails as a whole; the backend, and a form, want the field in the chosen kind. */
function atPointers(issue: Issue): [string, string][] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => [pointer([...issue.path, key]), issue.message]);
  if (issue.code === "invalid_union") {
    const chosen = issue.errors.find((branch) => branch.every(isOfChosenKind));
    if (chosen) return chosen.flatMap((part) => atPointers({ ...part, path: [...issue.path, ...part.path] }));
  }
  return [[pointer(issue.path), issue.message]];
}

const isOfChosenKind = ({ code, path }: Issue) =>
  path[0] !== "kind" && (path.length > 0 || code === "unrecognized_keys");
const pointer = (path: PropertyKey[]) => path.map((part) => `/${escaped(String(part))}`).join("");
const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** The backend's words for the same mistakes (shared/edge/problems.py). */
function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "Is missing";
      return issue.expected === "string" ? "Must be text" : "Must be a whole number";
    case "too_small":
      return issue.origin === "string" ? "Must not be empty" : `Must be at least ${issue.minimum}`;
    case "too_big":
      if (issue.origin === "string") return `Must have at most ${issue.maximum} characters`;
      return issue.origin === "array"
        ? `Must have at most ${issue.maximum} entries`
        : `Must be at most ${issue.maximum}`;
    case "unrecognized_keys":
      return "Is not known here";
    case "invalid_format":
      return issue.pattern?.includes("https")
        ? "Must be an address that starts with https://"
        : "Is not written as it must be";
    default:
      return undefined;
  }
}
