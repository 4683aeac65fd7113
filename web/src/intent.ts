/**
 * The wish to publish one draft, or to make one change, once. It outlives a reload, a lost answer and a second
 * click, because its idempotency key is stored until the server has accepted it.
 */

export type Intent = {
  uid: string;
  /** What the key was made for, as JSON: another draft, photo or change is another intent. */
  subject: string;
  key: string;
  /** The photo's name once it is uploaded: a second one would make the draft another. */
  upload?: string;
  /** It was sent, and no answer has come back. */
  isPending: boolean;
};

/** A place for one intent at a time. */
export type Slot = ReturnType<typeof slot>;

/** Of this tab: two tabs may publish two events. */
export const publishing = slot("publish-event:intent", () => sessionStorage);
/** Of this browser: whichever tab sends a change of the event, it is one change. */
export const changing = (event: string) => slot(`publish-event:change:${event}:intent`, () => localStorage);

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

    /** Pending from now on, under the key that this very subject had before. */
    begin(uid: string, subject: unknown): Intent {
      const stored = current();
      const fresh = { uid, subject: JSON.stringify(subject), key: crypto.randomUUID() };
      return store({ ...(stored && isSame(stored, uid, subject) ? stored : fresh), isPending: true });
    },

    /** Whether sending this very subject was interrupted, by a reload say. */
    isPending(uid: string, subject: unknown): boolean {
      const stored = current();
      return stored?.isPending === true && isSame(stored, uid, subject);
    },
  };
}
