/** Who is signed in. Firebase loads beside the first paint, not before it. */
import type { User } from "firebase/auth";
import { startTransition, useEffect, useState } from "react";
import type { Session } from "./firebase";

const loading = import("./firebase");
const connecting = loading.then(({ connect }) => connect());
connecting.catch(() => undefined); // useSession reports it

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
        // A transition waits for the screen's chunk. A fallback, once shown, React leaves for 300 ms at least.
        startTransition(() => {
          setState(user ? { is: "in", account: { session, user } } : { is: "out", hasEnded: wasHere() });
        });
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

/** What the server has of the account's drafts is not left in this browser. */
export async function signOut(account: Account): Promise<void> {
  const leaving = await import("./drafts/leaving").catch(() => undefined); // offline, or after a release
  await leaving?.sendAll(account).catch(() => undefined);
  localStorage.removeItem(WAS_HERE);
  await signInBy((firebase, session) => firebase.leave(session));
  leaving?.forgetSent(account.user.uid); // when no screen of theirs stores anything any more
}

type Firebase = typeof import("./firebase");

export async function signInBy<T>(way: (firebase: Firebase, session: Session) => T | Promise<T>): Promise<T> {
  return way(await loading, await connecting);
}
