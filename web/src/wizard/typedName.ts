/** The organizer's name as it is typed in the review, until publishing saves it: over a reload too. */
import { useCallback, useState } from "react";

const nameIn = (uid: string): string => `publish-event:organizer:${uid}`;

export function useTypedName(uid: string): [string | undefined, (name: string | undefined) => void] {
  const [name, setName] = useState(() => stored(uid));
  const type = useCallback(
    (name: string | undefined) => {
      setName(name);
      try {
        if (name === undefined) sessionStorage.removeItem(nameIn(uid));
        else sessionStorage.setItem(nameIn(uid), name);
      } catch {
        // it lasts as long as the page, then
      }
    },
    [uid],
  );
  return [name, type];
}

export const forgetTypedName = (uid: string): void => sessionStorage.removeItem(nameIn(uid));

function stored(uid: string): string | undefined {
  try {
    return sessionStorage.getItem(nameIn(uid)) ?? undefined;
  } catch {
    return undefined;
  }
}
