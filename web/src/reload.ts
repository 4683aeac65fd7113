/** A release takes the chunks of the one before away. A page that needs one of them reloads, once: drafts are stored. */

const RELOADED = "publish-event:reloaded";
let isUnderWay = false;

export const isReloading = (): boolean => isUnderWay;

export function reloadWhenOutdated(): void {
  addEventListener("vite:preloadError", () => {
    if (!navigator.onLine || !isFirstFor(entry())) return; // the Boundary says so
    isUnderWay = true;
    location.reload();
  });
}

/** Of this release: its name changes with every chunk. */
const entry = () => document.querySelector<HTMLScriptElement>("script[type=module][src]")?.src ?? "";

/** A page that is as new as they come lacks its chunk for another reason, and would reload without end. */
function isFirstFor(release: string): boolean {
  try {
    if (sessionStorage.getItem(RELOADED) === release) return false;
    sessionStorage.setItem(RELOADED, release);
    return true;
  } catch {
    return false;
  }
}
