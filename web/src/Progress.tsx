import { MESSAGES, type Message } from "./messages";

/** Publishing, step by step; the same list continues from the wizard to the event's own screen. */
export function Progress({ message, done = [], hasPhoto, uploaded, waiting }: Props) {
  const at = MESSAGES.indexOf(message);
  const steps = MESSAGES.filter((step) => hasPhoto || step !== "Uploading cover…");
  return (
    <section className="card progress" aria-label="Progress">
      <p role="status" className="hidden">
        {message} {waiting}
      </p>
      <ol aria-hidden="true">
        {steps.map((step) => {
          const place = MESSAGES.indexOf(step);
          const isDone = place < at || message === "Live" || done.includes(step);
          return (
            <li key={step} className={isDone ? "done" : place === at ? "now" : "later"}>
              {step}
            </li>
          );
        })}
      </ol>
      {message === "Uploading cover…" && (
        <progress value={uploaded} aria-label="Upload">
          {Math.round((uploaded ?? 0) * 100)} %
        </progress>
      )}
      {waiting && <p className="note">{waiting}</p>}
    </section>
  );
}

type Props = { message: Message; done?: Message[]; hasPhoto: boolean; uploaded?: number; waiting?: string };
