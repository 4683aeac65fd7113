/**
 * Signing out. What waits is sent before, within a moment; afterwards, and when another account takes its place, the
 * browser has nothing of the account but what would else be lost, under its uid, so that no other account sees it:
 *
 * - edits of drafts that the server does not have yet (local.ts), and photos that it does not have (photo.ts);
 * - edits of events that are not saved (change/storage.ts), and changes that are not answered (intent.ts).
 *
 * Of no account are the currency that was chosen last, and the release that a chunk was missing of.
 */
import { forgetIntents } from "../intent";
import type { Account } from "../session";
import { forgetTypedName } from "../wizard/typedName";
import { forgetSent, keysHere } from "./local";
import { remote } from "./remote";
import { sendLeft } from "./sync";

const PATIENCE_MS = 3000;

export async function sendAll(account: Account): Promise<void> {
  const { uid } = account.user;
  const sending = Promise.all(keysHere(uid).map((key) => sendLeft(uid, key, remote(account))));
  await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** In every tab, when no screen of the account stores anything any more. */
export function forgetAccount(uid: string): void {
  forgetSent(uid);
  forgetIntents(uid);
  forgetTypedName(uid);
}
