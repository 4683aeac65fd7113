/** What can be done with an event that is published; what changes it is asked once. */
import { lazy, Suspense, useId, useState } from "react";
import type { OwnEvent } from "../events";
import { Problem } from "../Problem";
import { go } from "../router";
import { Ask } from "./Ask";
import { type Action, actionsFor, isQuiet, QUESTIONS, type Question } from "./actions";
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
  const question = asked && QUESTIONS[asked];
  const edit = `/dashboard/events/${event.id}/edit`;
  const choose = (action: Action) => {
    if (action === "Edit") return go(edit);
    if (action === "Reschedule") return go(`${edit}#when`);
    changing.dismiss();
    ask(action);
  };
  return (
    <section className="card" aria-labelledby="manage">
      <h2 id="manage">Manage</h2>
      {storedEdit(uid, event.id) && <p className="note">You have changes here that are not saved yet.</p>}
      <ul className="links">
        {actionsFor(event, Date.now()).map((action) => (
          <li key={action}>
            <button
              type="button"
              className={isQuiet(action) ? "quiet" : undefined}
              disabled={changing.isBusy}
              onClick={() => choose(action)}
            >
              {action}
            </button>
          </li>
        ))}
      </ul>
      {asked && question && (
        <Confirm
          action={asked}
          question={question}
          event={event}
          changing={changing}
          close={() => ask(undefined)}
        />
      )}
      {asked === "Duplicate" && (
        <Suspense>
          <Duplicate event={event} uid={uid} close={() => ask(undefined)} />
        </Suspense>
      )}
    </section>
  );
}

function Confirm({
  action,
  question,
  event,
  changing,
  close,
}: {
  action: Action;
  question: Question;
  event: OwnEvent;
  changing: ReturnType<typeof useChange>;
  close: () => void;
}) {
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
    <Ask title={question.title} yes={action} no={question.no} isBusy={isBusy} onYes={send} onNo={close}>
      <ul className="consequences">
        {[...consequences(was, is, event), question.undo].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {question.hasNote && <Note note={note} onChange={setNote} />}
      {refusal && (
        <Problem refused={refusal.refused}>
          {refusal.refused.problem === "stale-revision" && (
            <p>
              The page behind this question shows the event as it is now. Press {action} if it still holds.
            </p>
          )}
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
      <label htmlFor={id}>
        Note for guests <span className="soft">(optional)</span>
      </label>
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
        The page shows it to everyone.
      </p>
    </div>
  );
}
