/**
 * The wish to publish one draft, once. It outlives a reload, a lost answer and a second click, because its
 * idempotency key is stored in sessionStorage until the server has accepted it.
 */
import type { Draft } from "./draft";

export type Intent = {
  uid: string;
  /** What the key was made for: another draft or another photo is another intent. */
  subject: string;
  key: string;
  /** The photo's name once it is uploaded: a second one would make the draft another. */
  upload?: string;
  /** Publish was pressed, and no answer has come back. */
  isPending: boolean;
};

const NAME = "publish-event:intent";

export function intentFor(uid: string, draft: Draft, photo: string | undefined): Intent {
  const subject = subjectOf(draft, photo);
  const stored = current();
  const isSame = stored?.uid === uid && stored.subject === subject;
  return store({ ...(isSame ? stored : { uid, subject, key: crypto.randomUUID() }), isPending: true });
}

/** Whether publishing this very draft was interrupted, by a reload say. */
export function isPending(uid: string, draft: Draft, photo: string | undefined): boolean {
  const stored = current();
  return stored?.isPending === true && stored.uid === uid && stored.subject === subjectOf(draft, photo);
}

const subjectOf = (draft: Draft, photo: string | undefined) => JSON.stringify([draft, photo]);

export function current(): Intent | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

export function store(intent: Intent): Intent {
  sessionStorage.setItem(NAME, JSON.stringify(intent));
  return intent;
}

export const forget = (): void => sessionStorage.removeItem(NAME);
