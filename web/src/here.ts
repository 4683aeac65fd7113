/** Whether somebody has signed in in this browser: known before Firebase is loaded. */

/** The account that is signed in, or whose session ended. */
const WAS_HERE = "publish-event:was-here";

export const whoWasHere = (): string | null => localStorage.getItem(WAS_HERE);
export const wasHere = (): boolean => whoWasHere() !== null;

export function rememberVisit(uid: string): void {
  try {
    localStorage.setItem(WAS_HERE, uid);
  } catch {
    // no room: the next visit starts a moment later
  }
}

export const forgetVisit = (): void => localStorage.removeItem(WAS_HERE);
