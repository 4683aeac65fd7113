import { useCallback, useEffect, useState } from "react";
import { empty, type Form } from "./form";
import { keepDraft, keptDraft } from "./kept";

/** The form, saved in this browser at every stroke. */
export function useForm(uid: string) {
  const [form, setForm] = useState<Form>(() => ({ ...empty(), ...keptDraft(uid) }));
  const [isSaved, setSaved] = useState(() => keptDraft(uid) !== undefined);

  const change = useCallback((changes: Partial<Form>) => {
    setForm((form) => ({ ...form, ...changes }));
    setSaved(false);
  }, []);
  useEffect(() => {
    if (isSaved) return;
    const isTouched = JSON.stringify(form) !== JSON.stringify(empty());
    if (isTouched) setSaved(keepDraft(uid, form));
  }, [uid, form, isSaved]);

  return { form, change, isSaved };
}
