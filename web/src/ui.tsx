/** Small parts that every screen is made of. */
import { Component, type ReactNode, useEffect, useRef, useState } from "react";
import { isReloading } from "./reload";
import cinema from "./samples/cinema.webp";
import jazz from "./samples/jazz.webp";
import repair from "./samples/repair.webp";
import { t } from "./words";

export function Alert({ children }: { children: ReactNode }) {
  return (
    <div className="alert" role="alert">
      {children}
    </div>
  );
}

const PATIENCE_MS = 5000;

/** What is not there yet. Whoever shows it asks for it again and again, and this says so when it takes long. */
export function Skeleton() {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setLate, PATIENCE_MS, true);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={t("app.loading")}>
      {isLate && <p className="note">{t("app.late")}</p>}
      <div className="skeleton">
        <div />
        <div />
        <div />
      </div>
    </div>
  );
}

export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#5a36c8" />
      <path d="M9 8h14v16l-7-5-7 5z" fill="#fff" />
    </svg>
  );
}

/** A way out of a door. */
export function Leave() {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path
        d="M10 4H5v16h5M10 12h10m-4-4 4 4-4 4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function Cross() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="m3 3 10 10M13 3 3 13"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </svg>
  );
}

/** What covers look like, for people who have none yet: as the product composes them (infra/samples.py). */
export function Samples() {
  return (
    <div className="samples" aria-hidden="true">
      <img src={repair} alt="" width="400" height="225" />
      <img src={cinema} alt="" width="400" height="225" />
      <img src={jazz} alt="" width="640" height="360" />
    </div>
  );
}

/** Copies, and says so for a moment; where the browser forbids it, asks to select the text. */
export function CopyButton({ text, className }: { text: string; className?: string }) {
  const [feedback, setFeedback] = useState("");
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    setFeedback(
      await navigator.clipboard.writeText(text).then(
        () => t("app.copied"),
        () => t("app.copyByHand"),
      ),
    );
    timer.current = window.setTimeout(setFeedback, 2500, "");
  };
  return (
    <button type="button" className={className} onClick={copy}>
      <span aria-live="polite">{feedback || t("app.copyLink")}</span>
    </button>
  );
}

type Broken = { isBroken: boolean; isOffline: boolean };

/**
 * The last resort: a bug, a part of the app that a newer version has replaced and that a reload did not bring, or
 * one that was never loaded and that no connection brings now.
 */
export class Boundary extends Component<{ children: ReactNode }, Broken> {
  override state = { isBroken: false, isOffline: false };

  static getDerivedStateFromError(): Broken {
    return { isBroken: true, isOffline: !navigator.onLine };
  }

  override render() {
    const { isBroken, isOffline } = this.state;
    if (!isBroken) return this.props.children;
    if (isReloading()) return <Skeleton />;
    return (
      <main className="lost">
        <h1>{t(isOffline ? "app.offline" : "app.broken")}</h1>
        <p>{t(isOffline ? "app.offlineHelp" : "app.brokenHelp")}</p>
        <button type="button" className="first" onClick={() => location.reload()}>
          {t(isOffline ? "app.tryAgain" : "app.reload")}
        </button>
      </main>
    );
  }
}
