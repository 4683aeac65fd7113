/** The account's drafts, wherever they were begun: the server's, and those that only this browser has yet. */
import { useCallback, useEffect, useRef, useState } from "react";
import { Unreachable } from "../firestore";
import { forgetPhoto } from "../photo";
import type { Account } from "../session";
import { useRefresh } from "../useRefresh";
import type { Fields } from "./fields";
import { isAboutDrafts, keysHere, local } from "./local";
import { type Listed, remote } from "./remote";
import { sendLeft, sync } from "./sync";

/** `discarded` is what Undo writes again, and when it was discarded, in the server's time. */
export type Row = Listed & { discarded?: { fields: Fields; at: number } };

/** Each draft is a read that is paid for. */
const POLL_MS = { few: 10_000, many: 60_000 };
const MANY = 50;

export function useDrafts(account: Account) {
  const { uid } = account.user;
  const [rows, setRows] = useState<Row[]>(() => here(uid));
  const [isUnreachable, setUnreachable] = useState(false);
  const [isListed, setListed] = useState(false); // or not to be had
  const listed = useRef<Row[]>([]);
  const discarded = useRef(new Map<string, Row>());

  const show = useCallback(
    (listed: Row[]) => {
      for (const { key, editedAt } of listed) {
        const { at } = discarded.current.get(key)?.discarded ?? {};
        if (at !== undefined && editedAt > at) discarded.current.delete(key); // taken back elsewhere
      }
      const keys = new Set(listed.map(({ key }) => key));
      const all = [...listed, ...here(uid).filter(({ key }) => !keys.has(key))];
      const others = all.filter(({ key }) => !discarded.current.has(key));
      setRows([...others, ...discarded.current.values()].sort((a, b) => b.editedAt - a.editedAt));
    },
    [uid],
  );

  const refresh = useCallback(async () => {
    try {
      listed.current = await remote(account)
        .list()
        .finally(() => setListed(true));
      await settle(account, new Set(listed.current.map(({ key }) => key)));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error; // what was listed last is shown on
    }
    show(listed.current);
  }, [account, show]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heard = ({ key }: StorageEvent) => {
      if (!isAboutDrafts(uid, key)) return;
      clearTimeout(timer);
      timer = setTimeout(refresh, 200); // a draft is many entries
    };
    addEventListener("storage", heard);
    void takenOver(uid).then(refresh);
    return () => {
      clearTimeout(timer);
      removeEventListener("storage", heard);
    };
  }, [uid, refresh]);
  useRefresh(refresh, rows.length > MANY ? POLL_MS.many : POLL_MS.few);

  const discard = useCallback(
    async (row: Row) => {
      if (discarded.current.has(row.key)) return; // pressed twice
      discarded.current.set(row.key, row);
      let done: Row["discarded"];
      try {
        done = await removed(account, row.key);
      } finally {
        if (done) discarded.current.set(row.key, { ...row, discarded: done });
        else discarded.current.delete(row.key);
      }
      setUnreachable(!done);
      await refresh();
    },
    [account, refresh],
  );
  const undo = useCallback(
    async ({ key, discarded: was }: Row) => {
      discarded.current.delete(key);
      local(uid, key).add(was?.fields ?? {});
      await sendLeft(uid, key, remote(account));
      await refresh();
    },
    [account, uid, refresh],
  );
  return { rows, discard, undo, isListed, isUnreachable };
}

/** Discard a draft: what it was, or undefined when the server cannot be reached. */
async function removed(account: Account, key: string): Promise<Row["discarded"]> {
  const server = remote(account);
  const left = sync(account.user.uid, key, server);
  try {
    const copy = await server.read(key);
    const { fields } = left.snapshot();
    const written = await server.remove(key);
    if (typeof written === "string") throw new Unreachable("The server refuses it.");
    left.forget();
    void forgetPhoto(account.user.uid, key);
    return { fields: { ...copy?.fields, ...fields }, at: Date.parse(written.at) };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return undefined;
  }
}

/** What this browser has of drafts. */
function here(uid: string): Row[] {
  return keysHere(uid).map((key) => {
    const draft = local(uid, key);
    const copy = draft.copy();
    return {
      key,
      title: draft.edits().title ?? copy?.fields.title ?? "",
      editedAt: copy?.editedAt ?? Date.now(),
    };
  });
}

/** Send what tabs that are gone have left; and forget what was published or discarded elsewhere. */
async function settle(account: Account, listed: Set<string>): Promise<void> {
  const { uid } = account.user;
  const server = remote(account);
  for (const key of keysHere(uid)) {
    const waits = () => Object.keys(local(uid, key).edits()).length > 0;
    if (listed.has(key) && !waits()) continue;
    const left = sync(uid, key, server);
    await left.flush();
    if (!waits()) await left.recheck();
    const { standing, fields } = left.snapshot();
    if (standing === "discarded" || (standing === "published" && !(await isLeft(key, fields)))) {
      left.forget();
      void forgetPhoto(uid, key);
    }
  }

  /** Whether something that was typed here is not in the event: the wizard offers it as a change. */
  async function isLeft(key: string, fields: Fields): Promise<boolean> {
    const typed = local(uid, key).edits();
    if (!Object.keys(typed).length) return false;
    const [{ offered }, { eventOnce }] = await Promise.all([import("./offer"), import("../events")]);
    const event = await eventOnce(account, key);
    return event !== null && offered(event, fields, typed) !== undefined;
  }
}

async function takenOver(uid: string): Promise<void> {
  if (!(`publish-event:draft:${uid}` in localStorage)) return;
  (await import("./takeOver")).takeOver(uid);
}
