/**
 * The wish to publish one draft, once. It outlives a reload, a lost answer and a second click, because the
 * key that stands for it is kept in sessionStorage until the server has said yes.
 */
import type { Draft } from "./draft";

export type Intent = {
  uid: string;
  /** What the key stands for: another draft or another photo is another intent. */
  subject: string;
  key: string;
  /** The photo's name once it is uploaded: a second one would make the draft another. */
  upload?: string;
  /** Publish was pressed, and neither yes nor no has come back. */
  isPending: boolean;
};

const NAME = "publish-event:intent";

export function intentFor(uid: string, draft: Draft, photo: string | undefined): Intent {
  const subject = subjectOf(draft, photo);
  const kept = current();
  const found =
    kept?.uid === uid && kept.subject === subject ? kept : { uid, subject, key: crypto.randomUUID() };
  return keep({ ...found, isPending: true });
}

/** Whether publishing this very draft was cut short, by a reload say. */
export function isPending(uid: string, draft: Draft, photo: string | undefined): boolean {
  const kept = current();
  return kept?.isPending === true && kept.uid === uid && kept.subject === subjectOf(draft, photo);
}

const subjectOf = (draft: Draft, photo: string | undefined) => JSON.stringify([draft, photo]);

export function current(): Intent | undefined {
  return JSON.parse(sessionStorage.getItem(NAME) ?? "null") ?? undefined;
}

export function keep(intent: Intent): Intent {
  sessionStorage.setItem(NAME, JSON.stringify(intent));
  return intent;
}

export const forget = (): void => sessionStorage.removeItem(NAME);
