/** An edit of an event, kept in this browser at every keystroke, and the same in every tab. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { OwnEvent } from "../events";
import type { Content, Field } from "./content";
import { type EditForm, formOf, withFields } from "./form";
import { nameFor, removeEdit, storedEdit, storeEdit } from "./storage";

export type Edit = { revision: number; base: Content; form: EditForm };

/** Until something is typed, the edit is the event as it stands. */
export function useEdit(uid: string, event: OwnEvent) {
  const { id } = event;
  const [typed, setTyped] = useState(() => restored(uid, id));
  const [isGone, setGone] = useState(false); // another tab saved or discarded it
  const [isKept, setKept] = useState(true); // by the browser
  const untouched = useMemo<Edit>(
    () => ({ revision: event.revision ?? 0, base: event.content, form: formOf(event.content) }),
    [event],
  );
  const edit = typed ?? untouched;
  const latest = useRef(edit); // two changes may come between two renders
  latest.current = edit;

  useEffect(() => {
    const listen = ({ key, newValue }: StorageEvent) => {
      if (key !== nameFor(uid, id)) return;
      setGone(newValue === null);
      setTyped(restored(uid, id));
    };
    addEventListener("storage", listen);
    return () => removeEventListener("storage", listen);
  }, [uid, id]);

  const keep = useCallback(
    (next: Edit) => {
      latest.current = next;
      setGone(false);
      setTyped(next);
      const isNone = JSON.stringify(next.form) === JSON.stringify(formOf(next.base));
      if (isNone) removeEdit(uid, id);
      setKept(isNone || storeEdit(uid, id, next));
    },
    [uid, id],
  );
  const change = useCallback(
    (changes: Partial<EditForm>) => {
      const { form, ...edit } = latest.current;
      // A new date puts on again what was postponed; whoever means otherwise says so below it.
      const isDated = changes.starts && edit.base.status === "postponed" && !isMoved(form, edit.base);
      const next: EditForm = { ...form, ...(isDated && { status: "scheduled" }), ...changes };
      keep({ ...edit, form: next.status === form.status ? next : withNote(next, edit.base) });
    },
    [keep],
  );
  const discard = useCallback(() => {
    removeEdit(uid, id);
    setTyped(undefined);
    setKept(true);
  }, [uid, id]);
  /** It was saved by another tab, whose word of it is still on its way. */
  const giveUp = useCallback(() => {
    discard();
    setGone(true);
  }, [discard]);
  /** Go on over what was saved meanwhile, with these fields as they were typed here. */
  const rebase = useCallback(
    (mine: Field["name"][]) => {
      const form = withFields(untouched.form, latest.current.form, mine);
      keep({ ...untouched, form });
    },
    [untouched, keep],
  );
  return { edit, change, discard, giveUp, rebase, isTouched: typed !== undefined, isGone, isKept };
}

/** The note that said why it was off goes when it is on again; one that was typed stays. */
function withNote(form: EditForm, { status, note }: Content): EditForm {
  if (form.status === "scheduled" && form.note === note) return { ...form, note: "" };
  if (form.status === status && !form.note) return { ...form, note };
  return form;
}

const isMoved = (form: EditForm, base: Content) => form.starts !== formOf(base).starts;

function restored(uid: string, id: string): Edit | undefined {
  const stored = storedEdit(uid, id);
  return stored && { ...stored, form: { ...formOf(stored.base), ...stored.form } };
}
