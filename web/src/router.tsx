/** The address bar as state: all the routing that the screens need. */
import {
  type AnchorHTMLAttributes,
  type MouseEvent,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";

const listeners = new Set<() => void>();
let hasNavigated = false;

function navigated(): void {
  hasNavigated = true;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (!listeners.size) addEventListener("popstate", navigated);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (!listeners.size) removeEventListener("popstate", navigated);
  };
}

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname);

export const useSearch = (): string => useSyncExternalStore(subscribe, () => location.search);

/** `said` is what the next screen says once (`useSaid`). */
export function go(path: string, { replace = false, said = "" } = {}): void {
  history[replace ? "replaceState" : "pushState"](said || null, "", path);
  scrollTo({ top: 0, behavior: "instant" });
  navigated();
}

/** What the screen before had to say; "" on reload. */
export function useSaid(): string {
  const [said] = useState(() => (typeof history.state === "string" ? history.state : ""));
  useEffect(() => history.replaceState(null, ""), []);
  return said;
}

export function Link({ to, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent) => {
    const isNewTab = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (isNewTab) return;
    event.preventDefault();
    go(to);
  };
  return <a href={to} onClick={follow} {...rest} />;
}

type HeadingProps = { children: string; tab?: string; takesFocus?: boolean };

/**
 * A screen's heading: names the tab, and takes the focus when the screen was reached from another.
 *
 * With `takesFocus` always: when what had the focus is gone.
 */
export function Heading({ children, tab, takesFocus = false }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${tab ?? children} · Publish Event`;
  }, [children, tab]);
  useEffect(() => {
    if (hasNavigated || takesFocus) heading.current?.focus({ preventScroll: !takesFocus });
  }, [takesFocus]);
  return (
    <h1 ref={heading} tabIndex={-1} dir="auto">
      {children}
    </h1>
  );
}
