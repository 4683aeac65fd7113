/** What was typed here and is not in what was published elsewhere, as an edit of the event. */
import { differences } from "../change/content";
import { contentFrom, type EditForm, formOf } from "../change/form";
import type { OwnEvent } from "../events";
import { empty } from "../wizard/form";
import { type Edits, type Fields, formFrom } from "./fields";

/** The event with the fields that were typed here; undefined if it has them already. */
export function offered(
  { content }: Pick<OwnEvent, "content">,
  fields: Fields,
  typed: Edits,
): EditForm | undefined {
  const names = new Set(Object.keys(typed).map((name) => name.split("/")[0]));
  const { photo, kept, slug, ...texts } = formFrom(fields, empty()); // a change has no new picture, nor address
  const mine = Object.entries(texts).filter(([name]) => names.has(name));
  const edit: EditForm = { ...formOf(content), ...Object.fromEntries(mine) };
  return differences(content, contentFrom(edit, content)).some(({ name }) => name !== "page")
    ? edit
    : undefined;
}
