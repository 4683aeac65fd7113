/** What the server has, and what becomes of it, by asking again: often while something is under way. */
import { useEffect, useMemo, useState } from "react";
import { Unreachable } from "./firestore";
import { useRefresh } from "./useRefresh";

const CHANNEL = "publish-event:changed";
const RETRY_MS = 2000;

/** What was read last, for the next screen that shows it. */
const known = new Map<string, unknown>();

export const remember = (name: string, value: unknown): void => void known.set(name, value);

/** Something was published or changed here: every tab that shows it asks again at once. */
export function tellChanged(): void {
  known.clear();
  const channel = new BroadcastChannel(CHANNEL); // its own: a channel does not hear itself
  channel.postMessage(null);
  channel.close();
}

/**
 * Undefined while loading. An Error when there is nothing else to show: it is asked for again all the same.
 * `name` is what it is known by from one screen to the next.
 */
export function useLive<T>(
  name: string,
  read: () => Promise<T>,
  paceMs: (value: T) => number,
): T | Error | undefined {
  const [value, setValue] = useState(() => known.get(name) as T | Error | undefined);
  const [isUnreachable, setUnreachable] = useState(false);
  const { refresh, stop } = useMemo(
    () =>
      repeatable(async (isCurrent) => {
        try {
          const found = await read();
          if (!isCurrent()) return;
          known.set(name, found);
          setValue((shown) => (isSame(shown, found) ? shown : found));
          setUnreachable(false);
        } catch (error) {
          if (!isCurrent()) return;
          setUnreachable(true);
          setValue((shown) => shown ?? (error instanceof Unreachable ? undefined : asError(error)));
        }
      }),
    [name, read],
  );
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = () => void refresh();
    void refresh();
    return () => {
      channel.close();
      stop();
    };
  }, [refresh, stop]);
  const isLoaded = value !== undefined && !(value instanceof Error);
  useRefresh(refresh, isUnreachable || !isLoaded ? RETRY_MS : paceMs(value));
  return value;
}

/** Then who shows it has nothing to do. */
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

/** One at a time: who asks meanwhile gets what is read from then on. */
function repeatable(read: (isCurrent: () => boolean) => Promise<void>) {
  let isReading = false;
  let isStale = false;
  let isOver = false;
  async function refresh(): Promise<void> {
    isOver = false;
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale) {
      isStale = false;
      await read(() => !isOver && !isStale);
    }
    isReading = false;
  }
  function stop(): void {
    isOver = true;
  }
  return { refresh, stop };
}
