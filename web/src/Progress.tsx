import { useEffect, useRef } from "react";
import type { Stage } from "./stages";
import { t } from "./words";

type Props = {
  stage: Stage;
  /** Done though a stage before it is not. */
  done?: Stage[];
  uploaded?: number;
  waiting?: string;
  /** Where the button that was pressed is gone. */
  takesFocus?: boolean;
};

/** Publishing: what is finished in a line, and the stage under way, from the wizard to the event's own screen. */
export function Progress({ stage, done = [], uploaded, waiting, takesFocus = false }: Props) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!takesFocus) return;
    section.current?.focus({ preventScroll: true });
    section.current?.scrollIntoView({ block: "nearest" });
  }, [takesFocus]);
  const finished = finishedIn(stage, done);
  return (
    <section ref={section} tabIndex={-1} className="progress" aria-label={t("progress.label")}>
      <p role="status" className="hidden">
        {t(`progress.${stage}`)} {waiting}
      </p>
      <div aria-hidden="true">
        {finished && <p className="done">{finished}</p>}
        {stage !== "live" && <p className="now">{t(`progress.${stage}`)}</p>}
      </div>
      {stage === "uploading" && (
        <progress value={uploaded} aria-label={t("progress.upload")}>
          {t("progress.percent", { part: uploaded ?? 0 })}
        </progress>
      )}
      {waiting && <p className="note">{waiting}</p>}
    </section>
  );
}

/** `Published, cover made` */
function finishedIn(stage: Stage, done: Stage[]): string {
  if (stage === "live") return t("progress.liveCover");
  const isMailed = done.includes("confirming");
  if (stage === "confirming") return t(isMailed ? "progress.publishedBoth" : "progress.publishedCover");
  if (stage === "covering") return t(isMailed ? "progress.publishedMail" : "progress.published");
  return "";
}
