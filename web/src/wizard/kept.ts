/** The draft in this browser; apart from the wizard, so that the dashboard need not load that. */
import type { Form } from "./form";

const place = (uid: string) => `publish-event:draft:${uid}`;

export function keptDraft(uid: string): Partial<Form> | undefined {
  try {
    return JSON.parse(localStorage.getItem(place(uid)) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

export const forgetDraft = (uid: string): void => localStorage.removeItem(place(uid));

/** False where the browser keeps nothing. */
export function keepDraft(uid: string, form: Form): boolean {
  try {
    localStorage.setItem(place(uid), JSON.stringify(form));
    return true;
  } catch {
    return false;
  }
}
