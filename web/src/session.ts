/** Who is signed in. Firebase loads beside the first paint, not before it. */
import type { User } from "firebase/auth";
import { useEffect, useState } from "react";
import type { Session } from "./firebase";

const loading = import("./firebase");
const connecting = loading.then(({ connect }) => connect());
connecting.catch(() => undefined); // told by useSession

const WAS_HERE = "publish-event:was-here";
export const wasHere = (): boolean => WAS_HERE in localStorage;

export type Account = { session: Session; user: User };
export type State =
  | { is: "starting"; wasHere: boolean }
  | { is: "out"; hasEnded: boolean }
  | { is: "in"; account: Account }
  | { is: "broken"; why: string };

export function useSession(): State {
  const [state, setState] = useState<State>({ is: "starting", wasHere: wasHere() });
  useEffect(() => {
    let stop = () => {};
    let isOver = false;
    const begin = async () => {
      const [{ watch }, session] = await Promise.all([loading, connecting]);
      if (isOver) return;
      stop = watch(session, (user) => {
        if (user) localStorage.setItem(WAS_HERE, "yes");
        setState(user ? { is: "in", account: { session, user } } : { is: "out", hasEnded: wasHere() });
      });
    };
    begin().catch((error: Error) => setState({ is: "broken", why: error.message }));
    return () => {
      isOver = true;
      stop();
    };
  }, []);
  return state;
}

export async function signOut(): Promise<void> {
  localStorage.removeItem(WAS_HERE);
  await signInBy((firebase, session) => firebase.leave(session));
}

type Firebase = typeof import("./firebase");

export async function signInBy<T>(way: (firebase: Firebase, session: Session) => T | Promise<T>): Promise<T> {
  return way(await loading, await connecting);
}

const WORDS: Record<string, string> = {
  "auth/invalid-credential": "That email address and password do not belong together.",
  "auth/invalid-login-credentials": "That email address and password do not belong together.",
  "auth/user-not-found": "That email address and password do not belong together.",
  "auth/wrong-password": "That email address and password do not belong together.",
  "auth/invalid-email": "That is no email address.",
  "auth/missing-email": "Write your email address.",
  "auth/missing-password": "Write your password, or have a link mailed to you.",
  "auth/user-disabled": "This account was disabled.",
  "auth/too-many-requests": "Too many attempts. Wait a minute and try again.",
  "auth/network-request-failed": "There is no connection. Check it and try again.",
  "auth/popup-blocked": "Your browser blocked Google's window. Press the button once more.",
  "auth/internal-error": "Google cannot be reached. Try again, or use another way.",
  "auth/popup-closed-by-user": "",
  "auth/cancelled-popup-request": "",
  "auth/invalid-action-code": "That link was used already, or is too old. Have a new one mailed to you.",
  "auth/expired-action-code": "That link is too old. Have a new one mailed to you.",
};

/** What to tell a person whose sign-in failed; "" when they ended it themselves. */
export function sentenceOf(error: unknown): string {
  const code = (error as { code?: string }).code ?? "";
  return WORDS[code] ?? `Signing in failed (${code || (error as Error).message}).`;
}
