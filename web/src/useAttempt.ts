/** One request of a person at a time, under an intent, and what became of it. */
import { useCallback, useRef, useState } from "react";
import type { Slot } from "./intent";
import { Refused } from "./problems";

export function useAttempt(slot: Slot) {
  const [isBusy, setBusy] = useState(false);
  const [waiting, setWaiting] = useState("");
  const isRunning = useRef(false); // sooner than any state: a double click is one attempt

  /** Undefined when it succeeded, or when another attempt is still under way. */
  const attempt = useCallback(
    async (work: (onWait: (why: string) => void) => Promise<void>): Promise<Refused | undefined> => {
      if (isRunning.current) return undefined;
      isRunning.current = true;
      setBusy(true);
      try {
        await work(setWaiting);
        return undefined;
      } catch (error) {
        return settled(slot, error);
      } finally {
        isRunning.current = false;
        setBusy(false);
        setWaiting("");
      }
    },
    [slot],
  );
  return { attempt, isBusy, waiting };
}

/** Of these the key cannot be used again. */
const ENDS = new Set([
  "key-in-use",
  "key-reused",
  "forbidden",
  "not-found",
  "event-purged",
  "stale-revision",
]);

/** A refusal ends the wait, and may end the intent as well. */
function settled(slot: Slot, error: unknown): Refused {
  const refused = error instanceof Refused ? error : Refused.bug(error);
  const intent = slot.current();
  if (ENDS.has(refused.problem)) slot.forget();
  // Signing in again continues it.
  else if (intent && refused.problem !== "unauthenticated") slot.store({ ...intent, isPending: false });
  return refused;
}
