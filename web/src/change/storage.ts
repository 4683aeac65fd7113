/** A change that is not saved yet, in this browser. One an event; every tab sees the same. */
import { isOneOf, isText, usableForm } from "../wizard/storage";
import type { Content } from "./content";
import { isWish, pictureOf } from "./cover";
import type { EditForm } from "./form";

/** What was typed, and the content and revision that it was typed over. */
type StoredEdit = { revision: number; base: Content; form: Partial<EditForm> };

export const nameFor = (uid: string, event: string) => `publish-event:change:${event}:draft:${uid}`;

/** Undefined when there is none, or nothing that this version understands. */
export function storedEdit(uid: string, event: string): StoredEdit | undefined {
  try {
    return usable(JSON.parse(localStorage.getItem(nameFor(uid, event)) ?? "null"));
  } catch {
    return undefined;
  }
}

/** False where the browser stores nothing. */
export function storeEdit(uid: string, event: string, edit: StoredEdit): boolean {
  try {
    localStorage.setItem(nameFor(uid, event), JSON.stringify(edit));
    return true;
  } catch {
    return false;
  }
}

export const removeEdit = (uid: string, event: string): void => localStorage.removeItem(nameFor(uid, event));

const TEXTS = ["title", "description", "starts_at", "ends_at", "timezone", "visibility", "status", "note"];

function usable(value: Partial<StoredEdit> | null): StoredEdit | undefined {
  const { revision, base, form } = value ?? {};
  if (!Number.isInteger(revision) || !base || !Array.isArray(base.tickets) || !base.location)
    return undefined;
  if (!TEXTS.every((name) => isText(base[name as keyof Content]))) return undefined;
  const fields = usableForm(form, {
    status: isOneOf("scheduled", "postponed", "cancelled"),
    note: isText,
    cover: isWish,
  });
  // An older version stored no picture.
  return (
    fields && { revision: Number(revision), base: { ...base, cover: pictureOf(base.cover) }, form: fields }
  );
}
