/** Who is signed in. Firebase loads beside the first paint, not before it. */
import type { User } from "firebase/auth";
import { startTransition, useEffect, useRef, useState } from "react";
import { connection, firebase } from "./connection";
import type { Session } from "./firebase";
import { forgetVisit, rememberVisit, wasHere, whoWasHere } from "./here";

void connection();

export type Account = { session: Session; user: User };
export type State =
  | { is: "starting"; wasHere: boolean }
  | { is: "out"; hasEnded: boolean }
  | { is: "in"; account: Account }
  | { is: "broken"; why?: string };

export function useSession(): State {
  const [state, setState] = useState<State>({ is: "starting", wasHere: wasHere() });
  const latest = useRef(whoWasHere()); // account that this browser may have something of
  useEffect(() => {
    let stop = () => {};
    let isOver = false;
    const begin = async () => {
      const [{ watch }, session] = await Promise.all([firebase(), connection()]);
      if (isOver) return;
      stop = watch(session, (user) => {
        // Somebody else's name waits until what the earlier account left is forgotten.
        if (user && !wasHere()) rememberVisit(user.uid);
        // A transition waits for the screen's chunk. A fallback, once shown, React leaves for 300 ms at least.
        startTransition(() => {
          setState(user ? { is: "in", account: { session, user } } : { is: "out", hasEnded: wasHere() });
        });
      });
    };
    begin().catch((error: Error) => {
      // A browser says in its own words that nothing could be reached: the screen says so better.
      setState(error instanceof TypeError ? { is: "broken" } : { is: "broken", why: error.message });
    });
    return () => {
      isOver = true;
      stop();
    };
  }, []);
  useEffect(() => {
    const earlier = latest.current;
    // Signed out, here or in another tab, and its screens are gone. A session that ended is none's wish.
    if (state.is === "out" && !state.hasEnded) latest.current = null;
    if (state.is === "in") latest.current = state.account.user.uid;
    if (!earlier || earlier === latest.current) return;
    const now = latest.current;
    void leaving().then((leaving) => {
      if (!leaving) return;
      leaving.forgetAccount(earlier);
      if (now && wasHere()) rememberVisit(now);
    });
  }, [state]);
  return state;
}

const leaving = () => import("./drafts/leaving").catch(() => undefined); // offline, or after a release

/** drafts/leaving.ts says what stays in this browser. */
export async function signOut(account: Account): Promise<void> {
  const before = await leaving();
  await before?.sendAll(account).catch(() => undefined);
  forgetVisit();
  await signInBy(({ leave }, session) => leave(session));
}

type Firebase = typeof import("./firebase");

export async function signInBy<T>(way: (firebase: Firebase, session: Session) => T | Promise<T>): Promise<T> {
  return way(await firebase(), await connection());
}
