/**
 * Drafts in this browser, for each account apart: what the server had last, and the outbox of what it does not
 * have yet, field by field, so that two tabs never overwrite one another's.
 */
import { type Edits, isField } from "./fields";
import type { Copy } from "./remote";

export type Local = ReturnType<typeof local>;

const PREFIX = "publish-event:drafts:";
const prefixOf = (uid: string) => `${PREFIX}${encodeURIComponent(uid)}:`;
const KEY_LENGTH = 36;

/** Where the browser stores nothing, edits last as long as this object. */
export function local(uid: string, key: string) {
  const name = `${prefixOf(uid)}${key}`;
  const unstored: Edits = {};
  /** The entry that each of them found no room to replace: all that is left of the field if the tab crashes. */
  const under: Record<string, string | null> = {};

  const outbox = (): [field: string, text: string][] =>
    names(`${name}:`).map((entry) => [entry.slice(name.length + 1), localStorage.getItem(entry) ?? ""]);

  return {
    /** Whether a `storage` event is about this draft. */
    isAbout: (changed: string | null): boolean => changed === name || !!changed?.startsWith(`${name}:`),

    copy: (): Copy | undefined => parsed<Copy>(localStorage.getItem(name)) ?? undefined,
    storeCopy(copy: Copy): void {
      stored(() => localStorage.setItem(name, JSON.stringify(copy)));
    },

    edits(): Edits {
      const edits: Edits = {};
      for (const [field, text] of outbox()) {
        const value = parsed<string>(text);
        if (isField(field) && (typeof value === "string" || value === null)) edits[field] = value;
      }
      return { ...edits, ...unstored };
    },
    add(edits: Edits): void {
      for (const [field, text] of Object.entries(edits)) {
        if (stored(() => localStorage.setItem(`${name}:${field}`, JSON.stringify(text)))) {
          delete unstored[field];
          continue;
        }
        unstored[field] = text;
        under[field] = localStorage.getItem(`${name}:${field}`);
      }
    },
    /** The server has these; what was typed since stays. */
    settle(sent: Edits): void {
      for (const [field, text] of Object.entries(sent)) {
        const entry = localStorage.getItem(`${name}:${field}`);
        const isOver = unstored[field] === text; // the older text would be sent after it
        if (isOver) delete unstored[field];
        if (entry === JSON.stringify(text) || (isOver && entry === under[field]))
          localStorage.removeItem(`${name}:${field}`);
      }
    },

    forget(): void {
      for (const field of Object.keys(unstored)) delete unstored[field];
      for (const entry of names(`${name}:`)) localStorage.removeItem(entry);
      localStorage.removeItem(name); // last: by it other tabs see that all is gone
    },
  };
}

/** Of all drafts of the account that this browser has something of. */
export function keysHere(uid: string): string[] {
  const prefix = prefixOf(uid);
  const keys = names(prefix).map((name) => name.slice(prefix.length, prefix.length + KEY_LENGTH));
  return [...new Set(keys)];
}

/** Whether a `storage` event is about a draft of the account. */
export const isAboutDrafts = (uid: string, changed: string | null) => !!changed?.startsWith(prefixOf(uid));

/** At sign-out: what the server has is not left to the next person here. What it has not would be lost. */
export function forgetSent(uid: string): void {
  for (const key of keysHere(uid)) {
    const draft = local(uid, key);
    if (!Object.keys(draft.edits()).length) draft.forget();
  }
}

const names = (prefix: string) => Object.keys(localStorage).filter((name) => name.startsWith(prefix));

function stored(write: () => void): boolean {
  try {
    write();
    return true;
  } catch {
    return false;
  }
}

function parsed<T>(text: string | null): T | null | undefined {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
