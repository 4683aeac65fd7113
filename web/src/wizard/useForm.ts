import { useCallback, useEffect, useState } from "react";
import { empty, type Form } from "./form";
import { storeDraft, storedDraft } from "./storage";

/** The form, saved in this browser at every keystroke. */
export function useForm(uid: string) {
  const [form, setForm] = useState<Form>(() => ({ ...empty(), ...storedDraft(uid) }));
  const [isSaved, setSaved] = useState(() => storedDraft(uid) !== undefined);

  const change = useCallback((changes: Partial<Form>) => {
    setForm((form) => ({ ...form, ...changes }));
    setSaved(false);
  }, []);
  useEffect(() => {
    if (isSaved) return;
    const isTouched = JSON.stringify(form) !== JSON.stringify(empty());
    if (isTouched) setSaved(storeDraft(uid, form));
  }, [uid, form, isSaved]);

  return { form, change, isSaved };
}
