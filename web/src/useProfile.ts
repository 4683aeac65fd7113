/** Name and verification of the account. Firebase changes its user in place, and tells nobody. */
import { useCallback, useSyncExternalStore } from "react";
import { type Account, signInBy } from "./session";

/** As much of it as a page shows. */
export const MAX_NAME = 120;

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const changed = () => {
  for (const listener of listeners) listener();
};

export function useProfile({ user }: Account) {
  const name = useSyncExternalStore(subscribe, () => user.displayName ?? "");
  const isVerified = useSyncExternalStore(subscribe, () => user.emailVerified);

  const rename = useCallback(
    async (name: string) => {
      await signInBy(({ rename }) => rename(user, name.trim()));
      changed();
    },
    [user],
  );
  const askVerified = useCallback(async () => {
    await signInBy(({ askVerified }) => askVerified(user)).catch(() => false); // offline, say: asked again
    changed();
  }, [user]);
  return { name, isVerified, rename, askVerified };
}
