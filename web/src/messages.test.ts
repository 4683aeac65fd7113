/** The texts in messages/: each language has all of them, with the same parts, and nothing else. */
import { readdirSync, readFileSync } from "node:fs";
import { AuthErrorCodes } from "firebase/auth";
import compile from "icu-minify/compile";
import { describe, expect, test } from "vitest";
import { PSEUDO, read } from "../messages.ts";
import { directionOf, LANGUAGES, type Language } from "./languages";
import { speak, t } from "./words";

const ENGLISH = read("en");
const OTHERS = (Object.keys(LANGUAGES) as Language[]).filter((language) => language !== "en");

/** What a message is made of: `{name}`, `<tag>`, and each plural's or select's branches. */
type Made = { values: string[]; tags: string[]; plurals: string[][]; selects: string[][] };

function made(text: string): Made {
  const found: Made = { values: [], tags: [], plurals: [], selects: [] };
  const look = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [name, kind, branches] = node;
    if (node.length === 1) found.values.push(name);
    else if (kind === 1 || kind === 2 || kind === 3) {
      found.values.push(name);
      found[kind === 1 ? "selects" : "plurals"].push(Object.keys(branches));
      for (const branch of Object.values(branches)) if (Array.isArray(branch)) branch.forEach(look);
    } else if (typeof kind === "number" && kind > 0) found.values.push(name);
    else {
      found.tags.push(name);
      node.slice(1).forEach(look);
    }
  };
  const message = compile(text);
  if (Array.isArray(message)) message.forEach(look);
  return found;
}

const set = (names: string[]) => [...new Set(names)].sort();

describe.each(OTHERS)("%s", (language) => {
  const texts = read(language);

  test("has every message, and none that English has not", () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(ENGLISH).sort());
  });

  test("each has the parts that English has, and every form of a plural", () => {
    const forms = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
    const shape = ({ values, tags, selects, plurals }: Made) =>
      JSON.stringify([set(values), set(tags), selects.map(set), plurals.length > 0]);
    const isWhole = ([key, text]: [string, string]) => {
      const own = made(text);
      return (
        text !== "" &&
        text === text.trim() &&
        shape(own) === shape(made(ENGLISH[key] ?? "")) &&
        own.plurals.every((branches) => String(branches.filter(isForm).sort()) === String(forms))
      );
    };
    const isForm = (branch: string) => !branch.startsWith("=");

    expect(Object.entries(texts).filter((entry) => !isWhole(entry))).toEqual([]);
  });
});

type TextInfo = { direction?: string };

test("a language's name is in that language, and its direction is known", () => {
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    const name = new Intl.DisplayNames(language, { type: "language" }).of(language);
    expect(LANGUAGES[language].toLowerCase()).toBe(name?.toLowerCase());
    const locale = new Intl.Locale(language) as Intl.Locale & {
      textInfo?: TextInfo;
      getTextInfo?(): TextInfo;
    };
    const { direction } = locale.getTextInfo?.() ?? locale.textInfo ?? {}; // its name before Node 22
    expect(directionOf(language)).toBe(direction);
  }
});

test("every message is used", () => {
  const found = sources().flatMap((text) => [...text.matchAll(/`(\w+\.[^`\n]*)`|"(\w+\.[^"\n]*)"/g)]);
  const keys = found.map(([, template, text]) => template ?? text ?? "");
  const patterns = keys.filter((key) => !OF_OTHERS.test(key)).map(patternOf);
  const named = ofOthers();
  const isUsed = (key: string) => named.has(key) || patterns.some((pattern) => pattern.test(key));

  expect(Object.keys(ENGLISH).filter((key) => !isUsed(key))).toEqual([]);
});

const sources = () =>
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .map((name) => readFileSync(`src/${name}`, "utf8"));

/** What a key that is put together may be. */
function patternOf(key: string): RegExp {
  const plain = (text: string) => text.replace(/[.*+?()[\]{}|\\^$]/g, "\\$&");
  const parts = key.split(/\$\{[^}]*\}/).map(plain);
  return new RegExp(`^${parts.join("[\\w-]+")}$`);
}

/** Keys by names that others give: the server its problems and rules, Firebase its errors. */
const OF_OTHERS = /^(problems|rules|signInErrors)\.\$/;

function ofOthers(): Set<string> {
  const types = readFileSync("src/contract/types.ts", "utf8");
  const problems = /type ProblemName = (.*);/.exec(types)?.[1]?.match(/[\w-]+/g) ?? [];
  const errors = [...Object.values(AuthErrorCodes), "auth/missing-email"]; // which is not among them
  const names = {
    problems: ["", "change:", "preview:"].flatMap((where) => problems.map((name) => where + name)),
    rules: Object.keys(JSON.parse(readFileSync("messages/en/rules.json", "utf8"))), // `make contract` wrote it
    signInErrors: ["", "following:"].flatMap((where) => errors.map((code) => code.replace("auth/", where))),
  };
  return new Set(Object.entries(names).flatMap(([part, own]) => own.map((name) => `${part}.${name}`)));
}

test("from the right, a value turns no word around it", async () => {
  await speak("ar");
  const text = t("notes.mail:sent", { email: "ada@example.com" });
  await speak("en");

  expect(text).toContain("\u2068ada@example.com\u2069");
});

test("the pseudo-language is English with accents, and longer", async () => {
  await speak(PSEUDO);
  const text = t("change.mail", { email: "ada@example.com" });
  await speak("en");

  expect(text).toContain("ada@example.com");
  expect(text).toMatch(/^\[.*·+\]$/);
  expect(text).not.toContain("You");
});
