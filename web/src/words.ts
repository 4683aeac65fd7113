/**
 * Every text that people read, in their language: `t("wizard.publish")`.
 *
 * The texts are in messages/, compiled when the site is built. One language is loaded, before anything renders.
 */
import format, { type CompiledMessage } from "icu-minify/format";
import { cloneElement, type ReactElement, type ReactNode } from "react";
import type account from "../messages/en/account.json";
import type app from "../messages/en/app.json";
import type change from "../messages/en/change.json";
import type covers from "../messages/en/covers.json";
import type dashboard from "../messages/en/dashboard.json";
import type drafts from "../messages/en/drafts.json";
import type event from "../messages/en/event.json";
import type notes from "../messages/en/notes.json";
import type photo from "../messages/en/photo.json";
import type preview from "../messages/en/preview.json";
import type problems from "../messages/en/problems.json";
import type progress from "../messages/en/progress.json";
import type rules from "../messages/en/rules.json";
import type share from "../messages/en/share.json";
import type signIn from "../messages/en/signIn.json";
import type signInErrors from "../messages/en/signInErrors.json";
import type tickets from "../messages/en/tickets.json";
import type wizard from "../messages/en/wizard.json";
import type zones from "../messages/en/zones.json";
import { type Language, languageOf } from "./languages";

type Parts = {
  account: typeof account;
  app: typeof app;
  change: typeof change;
  covers: typeof covers;
  dashboard: typeof dashboard;
  drafts: typeof drafts;
  event: typeof event;
  notes: typeof notes;
  photo: typeof photo;
  preview: typeof preview;
  problems: typeof problems;
  progress: typeof progress;
  rules: typeof rules;
  share: typeof share;
  signIn: typeof signIn;
  signInErrors: typeof signInErrors;
  tickets: typeof tickets;
  wizard: typeof wizard;
  zones: typeof zones;
};
export type Key = { [P in keyof Parts]: `${P}.${keyof Parts[P] & string}` }[keyof Parts];
type Values = Record<string, string | number>;
type Catalogue = Record<string, CompiledMessage>;

// Written out, since the builder has to see each: what is not asked for is not loaded.
const CATALOGUES: Record<Language | "en-XA", () => Promise<{ default: Catalogue }>> = {
  en: () => import("messages:en"),
  ar: () => import("messages:ar"),
  de: () => import("messages:de"),
  es: () => import("messages:es"),
  fr: () => import("messages:fr"),
  he: () => import("messages:he"),
  it: () => import("messages:it"),
  ja: () => import("messages:ja"),
  pt: () => import("messages:pt"),
  uk: () => import("messages:uk"),
  "en-XA": () => import("messages:en-XA"),
};

/** What dates, numbers and lists are written by: `de-AT`. */
export let locale = "en";
let catalogue: Catalogue = {};

/** The same, but that English has one form for all: the server's, which is British. */
export const form = (): string => (language() === "en" ? "en-GB" : locale);

/** The one of ours that is spoken. */
export const language = (): Language => languageOf(locale) ?? "en";

/** Loads the texts of a tag's language. Nothing may ask for one before. */
export async function speak(tag: string): Promise<void> {
  const language = tag === "en-XA" ? tag : (languageOf(tag) ?? "en");
  catalogue = (await CATALOGUES[language]()).default;
  locale = tag === "en-XA" ? "en" : tag;
}

/** The text, with `values` in the place of its `{names}`. */
export function t(key: Key, values?: Values): string {
  return format(message(key), locale, values, OPTIONS) as string;
}

/** A text with elements in it: `<b>{email}</b>` in the message is `<b />` in `elements`, around what it holds. */
export function rich(
  key: Key,
  elements: Record<string, ReactElement<{ children?: ReactNode }>>,
  values?: Values,
): ReactNode {
  let count = 0;
  const tags = Object.entries(elements).map(([name, element]) => [
    name,
    (children: ReactNode[]): ReactNode => cloneElement(element, { key: count++ }, ...children),
  ]);
  return format<ReactNode>(message(key), locale, { ...values, ...Object.fromEntries(tags) }, OPTIONS);
}

/** Whether there is a message whose key was put together. */
export const has = (key: string): key is Key => key in catalogue;

function message(key: Key): CompiledMessage {
  const found = catalogue[key];
  if (found === undefined) throw new Error(`There is no message ${key} in ${locale}`);
  return found;
}

/** Made once for each language and style: making one takes longer than formatting with it. */
function kept<O extends object, F>(Format: new (locale: string, options?: O) => F) {
  const made = new Map<string, F>();
  return (locale: unknown, options?: O): F => {
    const name = `${locale} ${JSON.stringify(options)}`;
    const found = made.get(name) ?? new Format(locale as string, options);
    made.set(name, found);
    return found;
  };
}

const OPTIONS = {
  formatters: {
    getDateTimeFormat: kept(Intl.DateTimeFormat),
    getNumberFormat: kept(Intl.NumberFormat),
    getPluralRules: kept(Intl.PluralRules),
  },
};
