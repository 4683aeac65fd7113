/** One tab of this browser at a time. A lock ends with its tab, however that ends. */

/** Without locks, in a browser of before 2022, tabs are not kept apart. */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return work();
  return navigator.locks.request(name, work);
}

/** As `exclusively`; `onWait` is called when another tab has it. */
export async function inTurn<T>(name: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return work();
  const tried = await navigator.locks.request(name, { ifAvailable: true }, async (lock) =>
    lock ? { done: await work() } : undefined,
  );
  if (tried) return tried.done;
  onWait();
  return exclusively(name, work);
}
