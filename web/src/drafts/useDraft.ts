/** A draft as the wizard's form: stored at every keystroke, and live. */
import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import type { Account } from "../session";
import { useRefresh } from "../useRefresh";
import { empty, type Form } from "../wizard/form";
import { difference, fieldsOf, formFrom } from "./fields";
import { begin, isFresh } from "./key";
import { move } from "./move";
import { remote } from "./remote";
import { sync } from "./sync";

export type Draft = ReturnType<typeof useDraft>;

const POLL_MS = 3000;

export function useDraft(account: Account, key: string) {
  const { uid } = account.user;
  const blank = useMemo(empty, []);
  const draft = useMemo(
    () => sync(uid, key, remote(account), { isFresh: isFresh(key) }),
    [account, uid, key],
  );
  const { fields, standing, saved, isLoaded } = useSyncExternalStore(draft.subscribe, draft.snapshot);
  const form = useMemo(() => formFrom(fields, blank), [fields, blank]);
  const isNew = !Object.keys(fields).length;

  useEffect(() => {
    const heard = ({ key }: StorageEvent) => draft.heard(key);
    const leave = () => {
      if (document.visibilityState === "hidden") void draft.flush();
    };
    draft.open();
    addEventListener("storage", heard);
    addEventListener("online", draft.flush);
    document.addEventListener("visibilitychange", leave);
    return () => {
      draft.close();
      void draft.flush();
      removeEventListener("storage", heard);
      removeEventListener("online", draft.flush);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [draft]);
  useRefresh(draft.refresh, POLL_MS);

  const change = useCallback(
    (changes: Partial<Form>) => {
      const { fields } = draft.snapshot(); // two changes may come between two renders
      const was = formFrom(fields, blank);
      const after = fieldsOf({ ...was, ...changes }, fields);
      // The first edit stores the whole form, so that every device shows the same.
      const isTouched = Object.keys(difference(fieldsOf(was, fields), after)).length > 0;
      if (!isTouched) return;
      begin(key);
      draft.edit(difference(fields, after));
    },
    [draft, blank, key],
  );
  const moveOn = useCallback(() => move(draft, uid, key, remote(account)), [account, uid, key, draft]);

  return {
    form,
    fields,
    change,
    saved: isNew ? ("none" as const) : saved,
    standing,
    isLoaded,
    typed: draft.typed,
    forget: draft.forget,
    recheck: draft.recheck,
    restore: draft.restore,
    move: moveOn,
  };
}
