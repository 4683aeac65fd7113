import { useEffect, useRef } from "react";
import { MESSAGES, type Message } from "./messages";

type Props = {
  message: Message;
  /** Done though a step before it is not. */
  done?: Message[];
  uploaded?: number;
  waiting?: string;
  /** Where the button that was pressed is gone. */
  takesFocus?: boolean;
};

/** Publishing: what is finished in a line, and the step under way, from the wizard to the event's own screen. */
export function Progress({ message, done = [], uploaded, waiting, takesFocus = false }: Props) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!takesFocus) return;
    section.current?.focus({ preventScroll: true });
    section.current?.scrollIntoView({ block: "nearest" });
  }, [takesFocus]);
  const finished = finishedIn(message, done);
  return (
    <section ref={section} tabIndex={-1} className="progress" aria-label="Progress">
      <p role="status" className="hidden">
        {message} {waiting}
      </p>
      <div aria-hidden="true">
        {finished && <p className="done">{finished}</p>}
        {message !== "Live" && <p className="now">{message}</p>}
      </div>
      {message === "Uploading cover…" && (
        <progress value={uploaded} aria-label="Upload">
          {Math.round((uploaded ?? 0) * 100)} %
        </progress>
      )}
      {waiting && <p className="note">{waiting}</p>}
    </section>
  );
}

const CREATING = MESSAGES.indexOf("Creating your cover…");

/** `Published, cover made` */
function finishedIn(message: Message, done: Message[]): string {
  const at = MESSAGES.indexOf(message);
  if (at < CREATING) return "";
  const more = [
    at > CREATING && "cover made",
    done.includes("Sending your confirmation…") && message !== "Live" && "confirmation sent",
  ].filter(Boolean);
  return [message === "Live" ? "Live" : "Published", ...more].join(", ");
}
