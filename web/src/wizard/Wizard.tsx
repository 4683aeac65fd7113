/** Five steps to a published event. Each has an address, so that the browser's own buttons work. */
import { type FormEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Published } from "../contract/types";
import type { Mistakes } from "../draft";
import { expectEvent } from "../expected";
import { publishing as intents } from "../intent";
import { NotFound } from "../NotFound";
import { Progress } from "../Progress";
import { removePhoto, usePhoto } from "../photo";
import { Refused } from "../problems";
import { go, Heading, Link } from "../router";
import type { Account } from "../session";
import { useProfile } from "../useProfile";
import { isPending, usePublish } from "../usePublish";
import { PhotoContext } from "./CoverStep";
import { FormContext, focusOn } from "./Field";
import { draftOf, mistakesIn } from "./form";
import { LENGTH, LengthQuestion } from "./LengthQuestion";
import { longer } from "./length";
import { pick, stillRefused, Why } from "./mistakes";
import { Organizer } from "./Organizer";
import { Poster } from "./Poster";
import { Review } from "./Review";
import { addressOf, isIn, STEPS } from "./steps";
import { removeDraft } from "./storage";
import { useForm } from "./useForm";

export default function Wizard({ account, step: path }: { account: Account; step: string }) {
  const { uid } = account.user;
  const { form, change, isSaved } = useForm(uid);
  const photoState = usePhoto(uid);
  const { photo, isReady, isWorking } = photoState;
  const seen = photo ?? form.kept;
  const draft = useMemo(() => draftOf(form), [form]);
  const mistakes = useMemo(() => mistakesIn(form), [form]);
  const [touched, setTouched] = useState<string[]>([]);
  const touch = useCallback(
    (...pointers: string[]) => setTouched((touched) => [...touched, ...pointers]),
    [],
  );
  const [isReturning, setReturning] = useState(false); // to the review, where Edit was pressed
  const profile = useProfile(account);
  const [name, typeName] = useState<string>(); // of the organizer, where it was changed
  const [confirmed, confirm] = useState(""); // the times of an event that lasts long
  const published = useCallback(
    (event: Published) => {
      expectEvent(event, draft, account.user, seen?.url);
      removeDraft(uid); // before the key: a crash in between must not leave a draft without its key
      void removePhoto(uid);
      intents.forget();
      go(`/dashboard/events/${event.event_id}/success`, { replace: true });
    },
    [uid, account.user, draft, seen?.url],
  );
  const publishing = usePublish(account, published);
  const { publish, isPublishing, progressMessage, refusal } = publishing;
  const refusals = refusal ? stillRefused(refusal.refused.fields, refusal.draft, draft) : {};
  const shown = { ...pick(mistakes, touched), ...refusals };
  const all = { ...mistakes, ...refusals };

  const isResumed = useRef(false);
  useEffect(() => {
    if (!isReady || isResumed.current) return;
    isResumed.current = true; // what a reload interrupted continues, once, when all is loaded
    if (isPending(uid, draft, photo)) void publish({ draft, photo, mistakes });
  }, [isReady, uid, draft, photo, mistakes, publish]);

  useEffect(() => {
    const pointers = Object.keys(refusal?.refused.fields ?? {});
    const step = STEPS.find((step) => pointers.some((pointer) => isIn(step, pointer)));
    if (!step) return;
    go(addressOf(step));
    const wrong = pointers.filter((pointer) => isIn(step, pointer));
    setTimeout(focusOn, 0, ...wrong); // once that step is shown
  }, [refusal]);

  useEffect(() => {
    if (path !== STEPS.at(-1)?.path) return;
    setReturning(false);
    void import("../EventScreen"); // where Publish leads
  }, [path]);

  const index = STEPS.findIndex((step) => step.path === path);
  const step = STEPS[index];
  if (!step) return <NotFound />;
  const next = STEPS[index + 1];
  const times = `${draft.starts_at} ${draft.ends_at}`;
  const isDoubtful = longer(draft) !== undefined && confirmed !== times;

  const saveName = async () => {
    if (name !== undefined && name.trim() !== profile.name)
      await profile.rename(name).catch(() => {
        throw Refused.unreachable();
      });
    typeName(undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!next && isDoubtful && !Object.keys(mistakes).length) {
      touch(LENGTH);
      return focusOn(LENGTH);
    }
    if (!next) return void publish({ draft, photo, mistakes, before: saveName });
    const wrong = Object.keys(mistakes).filter((pointer) => isIn(step, pointer));
    touch(...wrong);
    if (wrong.length) setTimeout(focusOn, 0, ...wrong);
    else go(addressOf(isReturning ? STEPS.at(-1) : next));
  };

  return (
    <div className="wizard">
      <Steps at={index} mistakes={all} isInert={isPublishing} />
      <form onSubmit={submit} noValidate className="card">
        <Heading key={path} tab={step.name}>
          {step.title}
        </Heading>
        <FormContext value={{ form, change, shown, touch }}>
          <PhotoContext value={photoState}>
            <div className="fields" inert={isPublishing}>
              {step.body ? (
                <step.body />
              ) : (
                <>
                  <Review draft={draft} photo={seen?.url} mistakes={all} onEdit={() => setReturning(true)} />
                  <Organizer account={account} typed={name} type={typeName} />
                </>
              )}
              {!next && (
                <LengthQuestion
                  draft={draft}
                  isConfirmed={!isDoubtful}
                  isAsked={touched.includes(LENGTH)}
                  confirm={(is) => confirm(is ? times : "")}
                />
              )}
            </div>
          </PhotoContext>
        </FormContext>
        {refusal && !isPublishing && (
          <Why
            refused={refusal.refused}
            shown={shown}
            isShownAtField={(pointer) => STEPS.some((step) => isIn(step, pointer))}
          />
        )}
        {progressMessage ? (
          <Progress
            message={progressMessage}
            uploaded={publishing.uploaded}
            waiting={publishing.waiting}
            takesFocus
          />
        ) : (
          <div className="spread">
            {index > 0 ? (
              <button type="button" className="quiet" onClick={() => go(addressOf(STEPS[index - 1]))}>
                Back
              </button>
            ) : (
              <span />
            )}
            {isWorking && !next ? (
              <button type="submit" className="first" disabled aria-busy="true">
                Preparing your photo…
              </button>
            ) : (
              <button type="submit" className="first" onMouseDown={keepFocus}>
                {next ? (isReturning ? "Back to review" : "Continue") : "Publish"}
              </button>
            )}
          </div>
        )}
      </form>
      <aside aria-label="Preview">
        <Poster draft={draft} photo={seen?.url} />
        <p className="soft">{isSaved ? "Draft saved in this browser" : "This is what people will see"}</p>
      </aside>
    </div>
  );
}

/** Else a mistake that is told when a field is left would move the button away before the mouse is up. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

type StepsProps = { at: number; mistakes: Mistakes; isInert: boolean };

function Steps({ at, mistakes, isInert }: StepsProps) {
  return (
    <nav aria-label="Steps" className="steps" inert={isInert}>
      <ol>
        {STEPS.map((step, index) => {
          const isDone = index < at && !Object.keys(mistakes).some((pointer) => isIn(step, pointer));
          return (
            <li key={step.path} className={isDone ? "done" : undefined}>
              <Link to={addressOf(step)} aria-current={index === at ? "step" : undefined}>
                {step.name}
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
