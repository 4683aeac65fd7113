/** Signing out: what waits is sent before, within a moment; afterwards what the server has is forgotten here. */
import type { Account } from "../session";
import { keysHere } from "./local";
import { remote } from "./remote";
import { sendLeft } from "./sync";

export { forgetSent } from "./local";

const PATIENCE_MS = 3000;

export async function sendAll(account: Account): Promise<void> {
  const { uid } = account.user;
  const sending = Promise.all(keysHere(uid).map((key) => sendLeft(uid, key, remote(account))));
  await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}
