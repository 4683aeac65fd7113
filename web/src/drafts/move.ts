/** A draft whose key was refused for good goes on under another one. */
import { applied, difference, type Fields } from "./fields";
import { local } from "./local";
import type { Remote } from "./remote";
import { type Sync, sync } from "./sync";

/**
 * Move a draft to a key that nobody has used, and return that key. The old one is removed only once all of it is in
 * this browser's storage or on the server under the new one. Where neither takes it, nothing changes: undefined.
 */
export async function move(
  draft: Sync,
  uid: string,
  key: string,
  remote: Remote,
): Promise<string | undefined> {
  const fresh = crypto.randomUUID();
  const next = sync(uid, fresh, remote, { isFresh: true });
  const missing = (there: Fields) => difference(there, draft.snapshot().fields);
  const isWhole = (there: Fields) => !Object.keys(missing(there)).length;
  next.edit(missing({}));
  // Read anew: `next` also has what the browser had no room for.
  if (!isWhole(applied({}, local(uid, fresh).edits()))) {
    do {
      next.edit(missing(next.snapshot().fields)); // what was typed meanwhile
      await next.flush();
    } while (!isWhole(next.snapshot().fields));
    if (next.snapshot().saved !== "sent") {
      next.forget();
      return undefined;
    }
  }
  void remote.remove(key).catch(() => undefined); // it stays in the list
  draft.forget();
  return fresh;
}
