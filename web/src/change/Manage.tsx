/** What can be done with an event that is published; what changes it is asked once. */
import { lazy, Suspense, useId, useState } from "react";
import type { OwnEvent } from "../events";
import { Problem } from "../Problem";
import { go } from "../router";
import { rich, t } from "../words";
import { Ask } from "./Ask";
import { type Action, type Asked, actionsFor, isAsked, isQuiet, QUESTIONS } from "./actions";
import { bodyOf } from "./content";
import { storedEdit } from "./storage";
import type { useChange } from "./useChange";
import { consequences } from "./words";

const Duplicate = lazy(() => import("./Duplicate"));

type Props = {
  event: OwnEvent;
  uid: string;
  changing: ReturnType<typeof useChange>;
  asked: Action | undefined;
  ask: (action: Action | undefined) => void;
};

export function Manage({ event, uid, changing, asked, ask }: Props) {
  const edit = `/dashboard/events/${event.id}/edit`;
  const choose = (action: Action) => {
    if (action === "edit") return go(edit);
    if (action === "reschedule") return go(`${edit}#when`);
    changing.dismiss();
    ask(action);
  };
  return (
    <section className="card" aria-labelledby="manage">
      <h2 id="manage">{t("change.manage")}</h2>
      {storedEdit(uid, event.id) && <p className="note">{t("change.unsaved")}</p>}
      <ul className="links">
        {actionsFor(event, Date.now()).map((action) => (
          <li key={action}>
            <button
              type="button"
              className={isQuiet(action) ? "quiet" : undefined}
              disabled={changing.isBusy}
              onClick={() => choose(action)}
            >
              {t(`change.${action}`)}
            </button>
          </li>
        ))}
      </ul>
      {asked && isAsked(asked) && (
        <Confirm action={asked} event={event} changing={changing} close={() => ask(undefined)} />
      )}
      {asked === "duplicate" && (
        <Suspense>
          <Duplicate event={event} uid={uid} close={() => ask(undefined)} />
        </Suspense>
      )}
    </section>
  );
}

function Confirm({
  action,
  event,
  changing,
  close,
}: {
  action: Asked;
  event: OwnEvent;
  changing: ReturnType<typeof useChange>;
  close: () => void;
}) {
  const question = QUESTIONS[action];
  const was = event.content;
  const becomes = question.change(was);
  const [note, setNote] = useState(becomes.note);
  const is = { ...becomes, note: note.trim() };
  const { isBusy, waiting, refusal } = changing;
  const send = () =>
    changing.send({
      revision: event.revision ?? 0,
      ...(!is.isDown && { body: bodyOf(is) }),
    });
  return (
    <Ask
      title={t(`change.${action}:title`)}
      yes={t(`change.${action}`)}
      no={t(`change.${action}:no`)}
      isBusy={isBusy}
      onYes={send}
      onNo={close}
    >
      <ul className="consequences">
        {[...consequences(was, is, event), t(`change.${action}:undo`)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {question.hasNote && <Note note={note} onChange={setNote} />}
      {refusal && (
        <Problem refused={refusal.refused}>
          {refusal.refused.problem === "stale-revision" && <p>{t(`change.${action}:again`)}</p>}
        </Problem>
      )}
      {waiting && (
        <p className="note" role="status">
          {waiting}
        </p>
      )}
    </Ask>
  );
}

function Note({ note, onChange }: { note: string; onChange: (note: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{rich("change.noteOptional", { soft: <span className="soft" /> })}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={500}
        dir="auto"
        value={note}
        aria-describedby={`${id}-below`}
        onChange={({ target }) => onChange(target.value)}
      />
      <p id={`${id}-below`} className="hint">
        {t("change.noteHint")}
      </p>
    </div>
  );
}
