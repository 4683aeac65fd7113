import { expect, test } from "vitest";
import { LANGUAGES } from "../contract/languages";
import { firstTicket } from "./firstTicket";

test.each(Object.keys(LANGUAGES))("the first ticket has a name in %s", (language) => {
  expect(firstTicket(language)).not.toBe("");
  expect(firstTicket(language) === firstTicket("en")).toBe(language.startsWith("en"));
});

test.each([
  ["de-AT", "Eintritt"],
  ["zh-TW", "一般票"],
  ["ca", "General admission"],
])("in %s it is %s", (language, name) => {
  expect(firstTicket(language)).toBe(name);
});
