/**
 * The texts of messages/, as modules: `messages:de` is German's, compiled, so that no parser is in the page.
 *
 * A folder is a language, a file in it a part of the site, and a message's key both names: `wizard.publish`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import compile from "icu-minify/compile";
import type { CompiledMessage } from "icu-minify/format";
import type { Plugin } from "vite";
import { directionOf } from "./src/languages.ts";

const ROOT = fileURLToPath(new URL("messages/", import.meta.url));
const PREFIX = "messages:";
/** English as no one writes it, and 40% longer: shows texts that are in no file, and layouts that break. */
export const PSEUDO = "en-XA";

export function messages(): Plugin {
  return {
    name: "messages",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const language = id.slice(PREFIX.length + 1);
      for (const path of paths(language)) this.addWatchFile(path);
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(compiled(language)))});`;
    },
  };
}

/** What each file of a language holds, by its key. */
export function read(language: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const path of paths(language)) {
    const part = path.slice(path.lastIndexOf("/") + 1, -".json".length);
    for (const [name, text] of Object.entries(JSON.parse(readFileSync(path, "utf8"))))
      found[`${part}.${name}`] = text as string;
  }
  return found;
}

function compiled(language: string): Record<string, CompiledMessage> {
  const isPseudo = language === PSEUDO;
  const made = isPseudo ? pseudo : directionOf(language) === "rtl" ? isolating : undefined;
  const texts = Object.entries(read(isPseudo ? "en" : language));
  return Object.fromEntries(texts.map(([key, text]) => [key, made ? made(compile(text)) : compile(text)]));
}

function paths(language: string): string[] {
  const folder = `${ROOT}${language === PSEUDO ? "en" : language}/`;
  if (!existsSync(folder)) throw new Error(`There are no messages in ${folder}`);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => folder + name);
}

type Node = Exclude<CompiledMessage, string>[number];

/** `Publish` as `[Þüƀļíšĥ ···]`. What stands for a value, a number or a tag stays. */
function pseudo(message: CompiledMessage): CompiledMessage {
  const length = JSON.stringify(message).length;
  const padding = ` ${"·".repeat(Math.ceil(length * 0.4))}]`;
  return ["[", ...turned(message, (part) => [typeof part === "string" ? accented(part) : part]), padding];
}

const accented = (text: string) => [...text].map((letter) => ACCENTS[letter] ?? letter).join("");

/** Each value between marks, so that an address or a Latin name turns no word around it. */
const isolating = (message: CompiledMessage): CompiledMessage =>
  typeof message === "string"
    ? message
    : turned(message, (part) => (typeof part === "string" ? [part] : ["\u2068", part, "\u2069"]));

/** With other texts and values: in its tags, plurals and selects too. An option of these is a text, or nodes. */
function turned(message: CompiledMessage, turn: (part: string | [string]) => Node[]): Node[] {
  const nodes = typeof message === "string" ? [message] : message;
  return nodes.flatMap((node) => {
    if (typeof node === "string") return turn(node);
    if (!Array.isArray(node)) return [node];
    const [name, second, third] = node as [string, unknown, unknown];
    if (node.length === 1) return turn([name]);
    if (typeof second !== "number" || !second)
      return [[name, ...turned(node.slice(1) as Node[], turn)] as Node];
    if (typeof third !== "object" || third === null) return [node];
    const options = Object.entries(third).map(([option, inside]) => [option, turned(inside, turn)]);
    return [[name, second, Object.fromEntries(options)] as Node];
  });
}

const PLAIN = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwYyZz";
const ACCENTED = "ÀàƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀṁÑñÖöÞþǪǫŘřŠšŤťÛûṼṽŴŵÝýŽž";
const ACCENTS = Object.fromEntries([...PLAIN].map((letter, at) => [letter, [...ACCENTED][at]]));
