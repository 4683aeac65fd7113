import { useEffect } from "react";

/** Call `refresh` now and then while the page is seen, and at once when it is seen or online again. */
export function useRefresh(refresh: () => Promise<void>, everyMs: number): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible" && navigator.onLine) void refresh();
    };
    const timer = setInterval(look, everyMs);
    addEventListener("focus", look);
    addEventListener("online", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      removeEventListener("focus", look);
      removeEventListener("online", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [refresh, everyMs]);
}
