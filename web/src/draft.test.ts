import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import verdicts from "./contract/verdicts.json";
import { cleaned, type Mistakes, mistakes } from "./draft";

type Answered = { about: string; draft: object; mistakes: Mistakes };
type Change = { about: string; changes: object; without?: string[] };

/** The server's verdicts on them are written by `make contract`. */
function handWritten(): Answered[] {
  const text = readFileSync(new URL("draft.cases.json", import.meta.url), "utf8");
  const { base, cases } = JSON.parse(text) as { base: object; cases: Change[] };
  return cases.map(({ about, changes, without = [] }) => {
    const fields = Object.entries({ ...base, ...changes }).filter(([name]) => !without.includes(name));
    const expected = (verdicts as Record<string, Mistakes>)[about] ?? {};
    return { about, draft: Object.fromEntries(fields), mistakes: expected };
  });
}

/** Drafts that pytest has made up, with what the server says of each. */
function madeUp(): Answered[] {
  return process.env.DRAFTS ? JSON.parse(readFileSync(process.env.DRAFTS, "utf8")) : [];
}

describe("a draft gets the server's verdict", () => {
  test.each(handWritten())("$about", ({ about, draft, mistakes: expected }) => {
    expect(Object.keys(verdicts)).toContain(about);
    expect(mistakes(draft)).toEqual(expected);
  });

  test("on what pytest made up, too", () => {
    for (const { about, draft, mistakes: expected } of madeUp())
      expect(mistakes(draft), about).toEqual(expected);
  });
});

test("texts are cleaned as the backend cleans them", () => {
  const draft = { title: "  Jazz \u0007\n Night\u202e ", description: "a\r\nb\u0000 ", timezone: " UTC" };
  expect(cleaned(draft)).toEqual({ title: "Jazz Night", description: "a\nb", timezone: " UTC" });
  const unseen = { title: "\u200b \u2800", location: { url: "\ufeffHttps://zoom.us/j/1\u200b" } };
  expect(cleaned(unseen)).toEqual({ title: "", location: { url: "https://zoom.us/j/1" } });
});
