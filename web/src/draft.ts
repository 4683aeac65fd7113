/**
 * What may be published: the server's own rules, from the JSON Schema that `make contract` writes, and below
 * them the few that JSON Schema cannot say. A rule has the server's name, and our words in every language.
 */
import * as z from "zod";
import type rules from "../messages/en/rules.json";
import schema from "./contract/draft.schema.json";
import { INVISIBLE } from "./contract/texts";
import type { EventDraft } from "./contract/types";
import { isLink } from "./hosts";
import { instant, isZone, Temporal } from "./time";
import { has, locale, t } from "./words";

type Optional = "cover" | "cover_upload" | "language" | "slug";

/** A draft with every field filled in that the wizard asks for; it may be wrong. */
export type Draft = Required<Omit<EventDraft, Optional>> & Pick<EventDraft, Optional>;

/** One sentence by the JSON pointer (RFC 6901) of the value that it is about. */
export type Mistakes = Record<string, string>;

/** The draft with its texts as the server stores them, so that lengths are counted alike. */
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
  const sent = cleaned(draft);
  const issues = SCHEMA.safeParse(sent).error?.issues ?? [];
  const broken = issues.flatMap(located).map((issue) => [pointer(issue.path), sentence(issue, sent)]);
  const mistakes = Object.fromEntries(broken.reverse());
  return { ...mistakes, ...Object.fromEntries(furtherRules(sent as Draft, mistakes)) };
}

const SCHEMA = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);

// --- Text ------------------------------------------------------------------------------------------

const LINES = /^\/(title|location\/(name|address|url)|tickets\/\d+\/name)$/;
const BIDI_AND_CONTROLS = /[\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/gu;
const VISIBLE = new RegExp(`[^\\s${INVISIBLE}]`, "u");
const INVISIBLE_CHARACTERS = new RegExp(`[${INVISIBLE}]`, "gu");
const INVISIBLE_ENDS = new RegExp(`^[${INVISIBLE}]+|[${INVISIBLE}]+$`, "gu");
const SPACES = /[^\S\ufeff]+/g; // as Python sees them: the byte order mark is none

function clean(text: string, pointer: string): string {
  const isLine = LINES.test(pointer);
  if (!isLine && pointer !== "/description" && pointer !== "/note") return text;
  const visible = text.replace(/\r\n?/g, "\n").replace(BIDI_AND_CONTROLS, "").normalize("NFC");
  const trimmed = visible.replace(/^[^\S\ufeff]+|[^\S\ufeff]+$/g, "");
  if (!VISIBLE.test(trimmed)) return "";
  const line = isLine ? trimmed.replace(SPACES, " ") : trimmed;
  return pointer === "/location/url"
    ? line.replace(INVISIBLE_ENDS, "").replace(/^https:\/\//i, "https://")
    : line;
}

/** What is seen of a line: equal for lines that look the same but for invisible characters. */
const seen = (line: string) => line.replace(INVISIBLE_CHARACTERS, "").replace(/\s+/g, " ").trim();

function texts(value: unknown, pointer = ""): [pointer: string, text: string][] {
  if (typeof value === "string") return [[pointer, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => texts(part, `${pointer}/${escaped(name)}`));
}

// --- Rules that JSON Schema cannot say -------------------------------------------------------------

const FIRST = Temporal.Instant.from("2000-01-01T00:00Z");
const LAST = Temporal.Instant.from("2100-01-01T00:00Z");

const isBetween = (time: Temporal.Instant | undefined, first: Temporal.Instant, end: Temporal.Instant) =>
  !!time && Temporal.Instant.compare(first, time) <= 0 && Temporal.Instant.compare(time, end) < 0;
const fiveYearsAfter = (time: Temporal.Instant) =>
  time.toZonedDateTimeISO("UTC").add({ years: 5 }).toInstant();

/** Each looks only at what the schema lets pass, as the server does: then the types hold. */
function* furtherRules(draft: Draft, mistakes: Mistakes): Generator<[pointer: string, sentence: string]> {
  const sound = (field: string) => !Object.keys(mistakes).some((pointer) => pointer.split("/")[1] === field);

  for (const [pointer, text] of texts(draft)) if (!text.isWellFormed()) yield [pointer, t("rules.surrogate")];
  const [start, end] = (["starts_at", "ends_at"] as const).map((field) =>
    sound(field) ? instant(draft[field]) : undefined,
  );
  const starts = isBetween(start, FIRST, LAST);
  const ends = isBetween(end, FIRST, fiveYearsAfter(LAST));
  if (sound("starts_at") && !starts) yield ["/starts_at", t("rules.years")];
  if (sound("ends_at") && !ends) yield ["/ends_at", t("rules.years")];
  if (start && starts && end && ends) {
    if (Temporal.Instant.compare(start, end) >= 0) yield ["/ends_at", t("rules.order")];
    else if (Temporal.Instant.compare(fiveYearsAfter(start), end) < 0)
      yield ["/ends_at", t("rules.duration")];
  }
  if (sound("location") && draft.location.kind === "online" && !isLink(draft.location.url))
    yield ["/location/url", t("rules.link")];
  if (sound("timezone") && !isZone(draft.timezone)) yield ["/timezone", t("rules.timezone")];
  if (sound("tickets")) {
    const names = draft.tickets?.map(({ name }) => seen(name)) ?? [];
    const twice = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].sort();
    if (twice.length) yield ["/tickets", t("rules.unique", { names: listed(twice) })];
  }
}

// --- Sentences -------------------------------------------------------------------------------------

type Issue = z.core.$ZodIssue;

/** Zod names a choice that fails as a whole; the server, and a form, want the field in the chosen kind. */
function located(issue: Issue): Issue[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...issue.path, key] }));
  if (issue.code !== "invalid_union") return [issue];
  const isPlace = issue.path[0] === "location"; // the other choice is a text or null
  const chosen = isPlace ? issue.errors.find((branch) => branch.every(isOfChosenKind)) : issue.errors[0];
  return chosen?.flatMap((part) => located({ ...part, path: [...issue.path, ...part.path] })) ?? [issue];
}

const isOfChosenKind = ({ code, path }: Issue) =>
  path[0] !== "kind" && (path.length > 0 || code === "unrecognized_keys");
const pointer = (path: PropertyKey[]) => path.map((part) => `/${escaped(String(part))}`).join("");
const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** As shared/edge/validation.py chooses it. */
function sentence(issue: Issue, draft: object): string {
  const field = pointer(issue.path).replace(/\/\d+\//, "/*/");
  const value = issue.path.reduce<unknown>((all, part) => (all as Record<PropertyKey, unknown>)[part], draft);
  const kind = kindOf(issue, field, value);
  const special = (OF_A_FIELD[kind] ?? []).map((name) => `rules.${name}:${field}`).find(has);
  return t(special ?? `rules.${kind}`, limitsOf(issue));
}

type Rule = keyof typeof rules;
const OF_A_FIELD: Partial<Record<Rule, string[]>> = {
  missing: ["empty"],
  string_too_short: ["short", "empty"],
  string_pattern_mismatch: ["mismatched"],
};

/** Pydantic's type of the error. */
function kindOf(issue: Issue, field: string, value: unknown): Rule {
  if (value === undefined) return "missing";
  if (field === "/starts_at" || field === "/ends_at") return timeKind(value);
  switch (issue.code) {
    case "unrecognized_keys":
      return "extra_forbidden";
    case "invalid_format":
      return "string_pattern_mismatch";
    case "invalid_type":
      return TYPES[issue.expected] ?? "int_type";
    case "too_small":
      return issue.origin === "string" ? "string_too_short" : "greater_than_equal";
    case "too_big":
      return TOO_BIG[issue.origin] ?? "less_than_equal";
    case "invalid_union":
      return placeKind(value);
    default: // invalid_value: of a choice, or a currency
      return field !== "/tickets/*/currency"
        ? "literal_error"
        : typeof value === "string"
          ? "currency"
          : "string_type";
  }
}

type Kinds = Record<string, Rule>;
const TYPES: Kinds = { string: "string_type", array: "tuple_type", object: "model_type" };
const TOO_BIG: Kinds = { string: "string_too_long", array: "too_long" };
const TIME = new RegExp(schema.properties.starts_at.pattern);

const timeKind = (value: unknown) =>
  typeof value === "string" && TIME.test(value) ? "datetime_from_date_parsing" : "instant";

function placeKind(value: unknown): Rule {
  if (typeof value !== "object" || value === null) return "model_attributes_type";
  return "kind" in value ? "union_tag_invalid" : "union_tag_not_found";
}

/** What a rule's sentence names, by pydantic's names. */
function limitsOf(issue: Issue): Record<string, string | number> {
  if (issue.code === "too_small") return { ge: Number(issue.minimum) };
  if (issue.code === "too_big") return { le: Number(issue.maximum), max_length: Number(issue.maximum) };
  if (issue.code === "invalid_value") return { expected: listed(issue.values.map(quoted), "disjunction") };
  return { expected_tags: listed(KINDS_OF_PLACE.map(quoted)) };
}

function listed(names: string[], type: "unit" | "disjunction" = "unit"): string {
  return new Intl.ListFormat(locale, { type }).format(names);
}

const KINDS_OF_PLACE = Object.keys(schema.properties.location.discriminator.mapping);
const quoted = (value: unknown) => `'${String(value)}'`;
