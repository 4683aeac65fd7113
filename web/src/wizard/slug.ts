/** An address of one's own choosing, as the server takes it. */
import schema from "../contract/draft.schema.json";

const [{ minLength = 0, maxLength = 0, pattern = "" } = {}] = schema.properties.slug.anyOf;
const SLUG = new RegExp(pattern);

/** As it was meant: small letters, a hyphen for every space, and of a whole address only the end. */
export const typedSlug = (text: string): string =>
  text
    .replace(/^.*\/e\//, "")
    .toLowerCase()
    .replace(/[\s_]+/g, "-")
    .slice(0, maxLength);

export const isSlug = (text: string): boolean => text.length >= minLength && SLUG.test(text);

/** Whether it has letters that no address has: of a hyphen at its end nobody knows what will follow. */
export const hasOtherLetters = (slug: string): boolean => /[^a-z0-9-]/.test(slug);
