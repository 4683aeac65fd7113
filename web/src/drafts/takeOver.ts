/** The draft of version 1 was in this browser alone, one an account: one an account, and its key in the tab. */
import { movePhoto } from "../photo";
import { usableForm } from "../wizard/storage";
import { fieldsOf } from "./fields";
import { local } from "./local";

const nameOf = (uid: string) => `publish-event:draft:${uid}`;
const INTENT = "publish-event:intent";

/** The key of the draft that was found: once, it is as any other from then on. */
export function takeOver(uid: string): string | undefined {
  const text = localStorage.getItem(nameOf(uid));
  if (text === null) return undefined;
  const form = usableForm(parsed(text));
  const intent = parsed(sessionStorage.getItem(INTENT)) as { uid?: string; key?: string } | null;
  sessionStorage.removeItem(INTENT);
  localStorage.removeItem(nameOf(uid));
  if (!form) return undefined;
  // Under the key of an attempt to publish it, which may have succeeded.
  const key = (intent?.uid === uid && intent.key) || crypto.randomUUID();
  local(uid, key).add(fieldsOf(form));
  void movePhoto(uid, key);
  return key;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
