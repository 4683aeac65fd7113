/**
 * The wish to publish one draft, or to make one change, once. It outlives a reload, a lost answer and a second
 * click, because it is stored with its idempotency key until the server has accepted it.
 */

export type Intent = {
  uid: string;
  /** What the key is sent with, as JSON: another draft or change is another intent. */
  subject: string;
  key: string;
  /** It was sent, and no answer has come back. */
  isPending: boolean;
};

/** A place for one intent at a time. */
export type Slot = ReturnType<typeof slot>;

/**
 * Of this tab: a reload goes on by itself. The key is the draft's own, so whoever publishes the draft later,
 * in whichever tab or on whichever device, publishes the same event.
 */
export const publishing = slot("publish-event:publishing", () => sessionStorage);
/** Of this browser: whichever tab sends a change of the event, it is one change. */
export const changing = (event: string) => slot(`publish-event:change:${event}:intent`, () => localStorage);
const CHANGING = /^publish-event:change:(.+):intent$/;

/** At sign-out: the draft has its texts itself; a change that was not answered goes on when they are back. */
export function forgetIntents(uid: string): void {
  if (publishing.current()?.uid === uid) publishing.forget();
  for (const name of Object.keys(localStorage)) {
    const [, event] = CHANGING.exec(name) ?? [];
    if (!event) continue;
    const slot = changing(event);
    const stored = slot.current();
    if (stored?.uid === uid && !stored.isPending) slot.forget();
  }
}

function slot(name: string, storage: () => Storage) {
  let unstored: Intent | undefined; // where the browser has no room: good until the page is left

  function current(): Intent | undefined {
    try {
      return unstored ?? JSON.parse(storage().getItem(name) ?? "null") ?? undefined;
    } catch {
      return undefined;
    }
  }

  function store(intent: Intent): Intent {
    unstored = undefined;
    try {
      storage().setItem(name, JSON.stringify(intent));
    } catch {
      unstored = intent;
    }
    return intent;
  }

  function forget(): void {
    unstored = undefined;
    storage().removeItem(name);
  }

  const isSame = (stored: Intent | undefined, uid: string, subject: unknown) =>
    stored?.uid === uid && stored.subject === JSON.stringify(subject);

  return {
    current,
    store,
    forget,

    /** Pending from now on, under the key that this very subject had before, or else under `key`. */
    begin(uid: string, subject: unknown, key: string = crypto.randomUUID()): Intent {
      const stored = current();
      const fresh = { uid, subject: JSON.stringify(subject), key };
      return store({ ...(stored && isSame(stored, uid, subject) ? stored : fresh), isPending: true });
    },

    /** Whether sending this very subject was interrupted, by a reload say. */
    isPending(uid: string, subject: unknown): boolean {
      const stored = current();
      return stored?.isPending === true && isSame(stored, uid, subject);
    },
  };
}
