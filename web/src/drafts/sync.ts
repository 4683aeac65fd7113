/**
 * One draft between what is typed, this browser and the server.
 *
 * What is shown is the server's copy with the outbox over it. The outbox is sent field by field, by one tab at
 * a time, and emptied by what the server has acknowledged; so an edit outlives a tab, a crash and a night
 * offline, and a copy that was read before a write never takes back what the write changed.
 */
import { Unreachable } from "../firestore";
import { exclusively } from "../locks";
import { applied, type Edits, type Fields, sendable } from "./fields";
import { type Local, local } from "./local";
import { type Copy, isLater, type Remote, type Written } from "./remote";

/** `discarded` and `published`: it is no draft any more, by another tab or device. */
export type Standing = "open" | "discarded" | "published";
/** Where the last edit is: on its way, on the server, or only in this browser. */
export type Saved = "sending" | "sent" | "here";
export type Snapshot = {
  fields: Fields;
  standing: Standing;
  saved: Saved;
  /** False until it is known what there is. */
  isLoaded: boolean;
};
export type Sync = ReturnType<typeof sync>;

const TYPING_MS = 500;
/** When another tab typed, that one sends; this one does if it was closed before. */
const OTHERS_MS = 3000;
const MAX_PAUSE_MS = 30_000;

/** `isFresh`: the key was made just now, so nobody has anything under it. */
export function sync(uid: string, key: string, remote: Remote, { isFresh = false } = {}) {
  const here: Local = local(uid, key);
  let copy: Copy | undefined = here.copy();
  let standing: Standing = "open";
  let saved: Saved = copy ? "sent" : "here";
  let isLoaded = isFresh || copy !== undefined || Object.keys(here.edits()).length > 0;
  /** What was typed here, and nobody has typed over since. */
  const typed: Edits = here.edits();
  const listeners = new Set<() => void>();
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;
  let isWanted = false;
  let isClosed = true;
  let isForgotten = false;
  let snapshot = taken();

  function taken(): Snapshot {
    const edits = here.edits();
    const waits = Object.keys(edits).length > 0;
    const where = waits && saved === "sent" ? "sending" : saved;
    const own = standing === "open" ? edits : { ...typed, ...edits }; // another tab emptied the outbox
    return { fields: applied(copy?.fields ?? {}, own), standing, saved: where, isLoaded };
  }

  function changed(): void {
    snapshot = taken();
    for (const listener of listeners) listener();
  }

  function edit(edits: Edits): void {
    if (isForgotten) return; // a photo that arrives late
    here.add(edits);
    Object.assign(typed, edits);
    later(TYPING_MS);
    changed();
  }

  function later(ms: number): void {
    if (isClosed) return;
    clearTimeout(timer);
    timer = setTimeout(flush, ms);
  }

  /** Send what waits, one call at a time; what was added meanwhile goes after it. */
  async function flush(): Promise<void> {
    clearTimeout(timer);
    isWanted = true;
    sending ??= exclusively(`publish-event:drafts:${uid}:${key}`, sendWanted).finally(() => {
      sending = undefined;
      if (isWanted) later(0); // since the last look
      changed();
    });
    return sending;
  }

  async function sendWanted(): Promise<void> {
    while (isWanted) {
      isWanted = false;
      await sendAll();
    }
  }

  async function sendAll(): Promise<void> {
    try {
      for (;;) {
        adopt(here.copy()); // another tab may have sent meanwhile
        const edits = sendable(copy?.fields ?? {}, here.edits());
        if (standing !== "open" || !Object.keys(edits).length) break;
        await sendOne(edits);
      }
      failures = 0;
      saved = Object.keys(here.edits()).length || !copy ? "here" : "sent";
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      saved = "here";
      later(Math.min(1000 * 2 ** failures++, MAX_PAUSE_MS));
    }
  }

  async function sendOne(edits: Edits): Promise<void> {
    let written: Written = copy ? await remote.change(key, edits) : await remote.create(key, edits);
    if (!copy && written === "exists") written = await remote.change(key, edits);
    if (written === "missing") {
      standing = await afterwards();
      return;
    }
    if (typeof written === "string") {
      if (!(await remote.isPublished(key))) throw new Unreachable("The server refuses it.");
      standing = "published";
      return;
    }
    keep({ fields: applied(copy?.fields ?? {}, edits), at: written.at, editedAt: Date.parse(written.at) });
    here.settle(edits); // after the copy: in between another tab must not find nothing
  }

  /** What became of a draft that the server has no more. */
  async function afterwards(): Promise<Standing> {
    return (await remote.isPublished(key)) ? "published" : "discarded";
  }

  function keep(found: Copy): void {
    copy = found;
    if (!isForgotten) here.storeCopy(found);
  }

  /** See what the server has, if it can have anything. */
  async function refresh(): Promise<void> {
    const mayExist = copy !== undefined || !isLoaded || standing === "discarded";
    if (mayExist) await look(copy !== undefined);
  }

  /**
   * See what the server has of a draft; `wasThere`: one that has none is no draft any more. A discarded one is
   * one again when that was taken back.
   */
  async function look(wasThere: boolean): Promise<void> {
    if (standing === "published") return;
    try {
      const found = await remote.read(key);
      const became = found ? "open" : await afterwards();
      if (found && !isClosed) {
        if (standing === "discarded") later(0); // what waits
        standing = "open";
        take(found);
      }
      if (!found && (wasThere || became === "published")) standing = became; // else it starts here, empty
      isLoaded = true;
      changed();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
  }

  function take(found: Copy): void {
    if (copy && isLater(copy.at, found.at)) return; // read before a write that was answered first
    see(found);
    keep(found);
    if (!Object.keys(here.edits()).length) saved = "sent";
  }

  /** Where another tab has stored a newer copy. */
  function adopt(other: Copy | undefined): void {
    if (!other || (copy && !isLater(other.at, copy.at))) return;
    see(other);
    copy = other;
  }

  /** What a copy has otherwise, and does not wait to be sent, somebody has typed over. */
  function see(found: Copy): void {
    const waiting = here.edits();
    for (const name of Object.keys(typed))
      if (!(name in waiting) && typed[name] !== (found.fields[name] ?? null)) delete typed[name];
  }

  /** Another tab wrote something of this draft. */
  function heard(name: string | null): void {
    if (!here.isAbout(name)) return;
    const other = here.copy();
    if (!other && !Object.keys(here.edits()).length) return void look(true); // published or discarded
    adopt(other);
    isLoaded = true;
    changed();
    later(OTHERS_MS);
  }

  return {
    snapshot: () => snapshot,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Watch over it until `close`: what waits is sent, and what the server has is seen. */
    open(): void {
      isClosed = false;
      void refresh();
      void flush();
    },
    close(): void {
      isClosed = true;
      clearTimeout(timer);
    },
    edit,
    flush,
    refresh,
    heard,
    /** Publishing found that the draft is published already. */
    recheck: () => look(true),
    /** What was typed here and may be in nothing that was published elsewhere. */
    typed: (): Edits => ({ ...typed, ...here.edits() }),
    /** It is published, or discarded: nothing of it stays here. */
    forget(): void {
      clearTimeout(timer);
      isClosed = isForgotten = true;
      here.forget();
    },
    /** Discarded elsewhere, but wanted here: all of it is written again. */
    restore(): void {
      const { fields } = snapshot;
      copy = undefined;
      here.forget();
      standing = "open";
      edit(fields);
    },
  };
}

/** Send what a tab that is gone has left of a draft, and stop. */
export async function sendLeft(uid: string, key: string, remote: Remote): Promise<Standing> {
  const left = sync(uid, key, remote);
  await left.flush();
  return left.snapshot().standing;
}
