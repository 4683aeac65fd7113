/** Right and left are for no one to say: in Arabic and Hebrew everything starts on the right. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SHEET = readFileSync(fileURLToPath(new URL("style.css", import.meta.url)), "utf8");
/** Each with the name and the value of what it declares. */
const DECLARATIONS = [...SHEET.replace(/url\("[^"]*"\)/g, "").matchAll(/([\w-]+):\s*([^;{}]+)(?=[;}])/g)].map(
  ([, name = "", value = ""]) => ({ name, value: value.trim() }),
);
const SIDES = /\b(left|right)\b/;
/** Tops and bottoms are where they are in each language. */
const CORNERED = /^(margin|padding|inset|border-(width|style|color|radius))$/;
/** There is no logical one: each is turned by a rule under [dir="rtl"]. */
const PLACED = /^(background|background-position|background-position-x)$/;

test("nothing in style.css has a left or a right side", () => {
  expect(DECLARATIONS.length).toBeGreaterThan(500);

  const sided = DECLARATIONS.filter(
    ({ name, value }) =>
      !PLACED.test(name) && (SIDES.test(name) || SIDES.test(value) || isLopsided(name, value)),
  );

  expect(sided).toEqual([]);
});

test("every place of a background that has a side is turned for those who read from the right", () => {
  const sided = DECLARATIONS.filter(({ name, value }) => PLACED.test(name) && SIDES.test(value));
  const turned = SHEET.match(/\[dir="rtl"\] [^{]* \{ background-position-x:/g);

  expect(sided).toHaveLength(turned?.length ?? 0);
});

test("a class has one rule outside of the others, so that two components never mean another thing by it", () => {
  const alone = [...SHEET.matchAll(/^\.([\w-]+) \{/gm)].map(([, name]) => name);
  expect(alone.length).toBeGreaterThan(50);

  expect(alone.filter((name, index) => alone.indexOf(name) !== index)).toEqual([]);
});

/** Whether a shorthand says something else of the left than of the right. */
function isLopsided(name: string, value: string): boolean {
  const [first, second = first, third = first, fourth = second] = parts(value);
  if (!CORNERED.test(name)) return false;
  if (name === "border-radius") return first !== second || third !== fourth;
  return second !== fourth;
}

/** The parts of a value between spaces that are in no brackets. */
function parts(value: string): string[] {
  const found = [""];
  let depth = 0;
  for (const char of value) {
    if (char === "(") depth++;
    if (char === ")") depth--;
    if (char === " " && !depth) found.push("");
    else found[found.length - 1] += char;
  }
  return found.filter(Boolean);
}
