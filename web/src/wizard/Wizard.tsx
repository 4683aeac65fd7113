/** Five steps to a published event. Each has an address, so that the browser's own buttons work. */
import { type FormEvent, lazy, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Published } from "../contract/types";
import type { Mistakes } from "../draft";
import { Discarded } from "../drafts/Discarded";
import { draftAddress, draftQuery, useDraftKey } from "../drafts/key";
import { takeOver } from "../drafts/takeOver";
import { type Draft as StoredDraft, useDraft } from "../drafts/useDraft";
import { expectEvent } from "../expected";
import { publishing as intents } from "../intent";
import { NotFound } from "../NotFound";
import { Progress } from "../Progress";
import { forgetPhoto, type Kept, usePhoto } from "../photo";
import { Refused } from "../problems";
import { go, Heading, Link, useSaid } from "../router";
import type { Account } from "../session";
import { Skeleton } from "../ui";
import { useProfile } from "../useProfile";
import { isPending, usePublish } from "../usePublish";
import { t } from "../words";
import { Address } from "./Address";
import { PhotoContext } from "./CoverStep";
import { FormContext, focusOn, keepFocus } from "./Field";
import { draftOf, keptPhoto, languageFor, mistakesIn } from "./form";
import { LENGTH, LengthQuestion } from "./LengthQuestion";
import { longer } from "./length";
import { pick, stillRefused, Why } from "./mistakes";
import { Organizer } from "./Organizer";
import { Preview, type Shown, ShownContext } from "./Preview";
import { posterOf } from "./poster";
import { drawnCover } from "./preview";
import { Review } from "./Review";
import { addressOf, isIn, STEPS } from "./steps";
import { useTypedName } from "./typedName";

const PublishedElsewhere = lazy(() => import("../drafts/PublishedElsewhere"));

export default function Wizard({ account, step }: { account: Account; step: string }) {
  const [existing] = useState(() => takeOver(account.user.uid));
  const key = useDraftKey(existing);
  return <Drafting key={key} account={account} id={key} step={step} />;
}

type Props = { account: Account; id: string; step: string };

/** The steps of a draft, for as long as it is one. */
function Drafting({ account, id, step }: Props) {
  const draft = useDraft(account, id);
  if (!draft.isLoaded) return <Skeleton />;
  if (draft.standing === "discarded") return <Discarded restore={draft.restore} />;
  if (draft.standing === "published") return <PublishedElsewhere account={account} id={id} draft={draft} />;
  return <OpenDraft account={account} id={id} step={step} stored={draft} />;
}

function OpenDraft({ account, id, step: path, stored }: Props & { stored: StoredDraft }) {
  const { uid } = account.user;
  const { form, change, saved, forget, recheck, move } = stored;
  const said = useSaid();
  const keepPhoto = useCallback((photo: Kept | undefined) => change({ photo }), [change]);
  const photoState = usePhoto(account, id, keepPhoto);
  const { photo, isReady, isWorking } = photoState;
  const seen = photo ?? keptPhoto(form) ?? form.kept;
  const isArrived = isReady && !isWorking && !photo;
  const upload = isArrived ? undefined : photoState.send;
  const draft = useMemo(() => draftOf(form), [form]);
  const mistakes = useMemo(() => mistakesIn(form), [form]);
  const poster = useMemo(() => posterOf(draft, mistakes), [draft, mistakes]);
  const look = form.kept?.cover.kind === "composed" ? form.kept.cover.design : id;
  const [touched, setTouched] = useState<string[]>([]);
  const touch = useCallback(
    (...pointers: string[]) => setTouched((touched) => [...touched, ...pointers]),
    [],
  );
  const [isReturning, setReturning] = useState(false); // to the review, where Edit was pressed
  const profile = useProfile(account);
  const [name, typeName] = useTypedName(uid); // of the organizer, where it was changed
  const [confirmed, confirm] = useState(""); // the times of an event that lasts long
  const published = useCallback(
    (event: Published) => {
      expectEvent(event, draft, account.user, seen?.url ?? drawnCover(look, poster));
      forget();
      void forgetPhoto(uid, id);
      intents.forget();
      // Not away from where somebody has gone meanwhile.
      if (draftQuery().endsWith(id)) go(`/dashboard/events/${event.event_id}/success`, { replace: true });
    },
    [uid, id, account.user, draft, seen?.url, look, poster, forget],
  );
  const publishing = usePublish(account, id, published);
  const { publish, isPublishing, stage, refusal } = publishing;
  const refusals = refusal ? stillRefused(refusal.refused.fields, refusal.draft, draft) : {};
  const shown = { ...pick(mistakes, touched), ...refusals };
  const all = { ...mistakes, ...refusals };

  const isResumed = useRef(false);
  useEffect(() => {
    if (!isReady || isResumed.current) return;
    isResumed.current = true; // what a reload interrupted continues, once, when all is loaded
    if (isPending(uid, id, draft)) void publish({ draft, mistakes, upload });
  }, [isReady, uid, id, draft, upload, mistakes, publish]);

  useEffect(() => {
    if (refusal?.refused.problem === "key-reused") void recheck();
    if (MOVES.has(refusal?.refused.problem ?? "") && refusal)
      void move().then((fresh) => {
        const isHere = draftQuery().endsWith(id); // not gone elsewhere meanwhile
        if (fresh && isHere) go(draftAddress(fresh, location.pathname), { said: refusal.refused.message });
      });
  }, [refusal, recheck, move, id]);

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
    import("../EventScreen").catch(() => undefined); // where Publish leads
  }, [path]);

  // What was reviewed is published in its language, whatever another device would propose.
  const isReviewed = path === STEPS.at(-1)?.path && Boolean(form.title);
  useEffect(() => {
    if (isReviewed && !form.language) change({ language: languageFor(form) });
  }, [isReviewed, form, change]);

  const index = STEPS.findIndex((step) => step.path === path);
  const step = STEPS[index];
  if (!step) return <NotFound />;
  const next = STEPS[index + 1];
  const times = `${draft.starts_at} ${draft.ends_at}`;
  const isDoubtful = longer(draft) !== undefined && confirmed !== times;

  const shownDraft: Shown = {
    account,
    draft,
    poster,
    look,
    photo: seen?.url,
    kept: (photo ?? keptPhoto(form)) ? undefined : form.kept,
    organizer: (name ?? profile.name).trim(),
  };

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
    if (!next) return void publish({ draft, mistakes, upload, before: saveName });
    const wrong = Object.keys(mistakes).filter((pointer) => isIn(step, pointer));
    touch(...wrong);
    if (wrong.length) setTimeout(focusOn, 0, ...wrong);
    else go(addressOf(isReturning ? STEPS.at(-1) : next));
  };

  return (
    <ShownContext value={shownDraft}>
      <div className="wizard">
        <Steps at={index} mistakes={all} isInert={isPublishing} />
        <form onSubmit={submit} noValidate className="card">
          <Heading key={path} tab={step.name}>
            {step.title}
          </Heading>
          {said && (
            <p className="note" role="status">
              {said}
            </p>
          )}
          <FormContext value={{ form, change, shown, touch }}>
            <PhotoContext value={photoState}>
              <div className="fields" inert={isPublishing}>
                {step.body ? (
                  <>
                    <step.body />
                    {step === STEPS[0] && <Address account={account} />}
                  </>
                ) : (
                  <>
                    <Review mistakes={all} onEdit={() => setReturning(true)} />
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
          {stage ? (
            <Progress
              stage={stage}
              uploaded={photoState.progress}
              waiting={publishing.waiting || photoState.waiting}
              takesFocus
            />
          ) : (
            <div className="spread">
              {index > 0 ? (
                <button
                  type="button"
                  className="quiet"
                  onMouseDown={keepFocus}
                  onClick={() => go(addressOf(STEPS[index - 1]))}
                >
                  {t("wizard.back")}
                </button>
              ) : (
                <span />
              )}
              {isWorking && !next ? (
                <button type="submit" className="first" disabled aria-busy="true">
                  {t("wizard.uploading")}
                </button>
              ) : (
                <button type="submit" className="first" onMouseDown={keepFocus}>
                  {t(next ? (isReturning ? "wizard.backToReview" : "wizard.continue") : "wizard.publish")}
                </button>
              )}
            </div>
          )}
        </form>
        <Preview>
          <p className="soft">{t(SAVED[saved])}</p>
        </Preview>
      </div>
    </ShownContext>
  );
}

/** Refusals of the key itself: the draft goes on under another one. */
const MOVES = new Set(["key-in-use", "event-purged"]);

const SAVED = {
  none: "wizard.savedNone",
  sending: "wizard.savedSending",
  sent: "wizard.savedSent",
  here: "wizard.savedHere",
} as const;

type StepsProps = { at: number; mistakes: Mistakes; isInert: boolean };

function Steps({ at, mistakes, isInert }: StepsProps) {
  return (
    <nav aria-label={t("wizard.steps")} className="steps" inert={isInert}>
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
