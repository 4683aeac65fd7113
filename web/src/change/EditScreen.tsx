/** Edit a published event: the wizard's steps on one page, and what will change before it is saved. */
import { type FormEvent, useCallback, useEffect, useMemo, useState } from "react";
import { type OwnEvent, useEvent } from "../events";
import { NotFound } from "../NotFound";
import { type Kept, usePhoto } from "../photo";
import { go, Heading, Link } from "../router";
import type { Account } from "../session";
import { Skeleton } from "../ui";
import { PhotoContext } from "../wizard/CoverStep";
import { Field, FormContext, focusOn } from "../wizard/Field";
import { pick, stillRefused, Why } from "../wizard/mistakes";
import { posterOf } from "../wizard/poster";
import { isIn, STEPS } from "../wizard/steps";
import { t } from "../words";
import { Conflict } from "./Conflict";
import { bodyOf, differences } from "./content";
import { Differences } from "./Differences";
import { contentFrom, type EditForm, mistakesOf } from "./form";
import { NextCover } from "./NextCover";
import { useChange } from "./useChange";
import { useEdit } from "./useEdit";
import { consequences } from "./words";

type Changing = ReturnType<typeof useChange>;

export default function EditScreen({ account, id }: { account: Account; id: string }) {
  const event = useEvent(account, id);
  const changing = useChange(account, id, ({ changed }) =>
    go(addressOf(id), {
      replace: true,
      said: changed.length ? t("change.saved") : t("change.savedAlready"),
    }),
  );
  if (event === undefined) return <Skeleton />;
  if (event === null) return <NotFound />;
  return <Editing event={event} account={account} changing={changing} />;
}

const addressOf = (id: string) => `/dashboard/events/${id}`;
const BODIES = STEPS.filter(({ path, body }) => body && path !== "cover");

type Props = { event: OwnEvent; account: Account; changing: Changing };

function Editing({ event, account, changing }: Props) {
  const { edit, change, discard, giveUp, rebase, isTouched, isGone, isKept } = useEdit(
    account.user.uid,
    event,
  );
  const { revision, base, form } = edit;
  const content = useMemo(() => contentFrom(form, base, revision), [form, base, revision]);
  const mistakes = useMemo(() => mistakesOf(form, base), [form, base]);
  const poster = useMemo(() => posterOf(content, mistakes), [content, mistakes]);
  const keepPhoto = useCallback((photo: Kept | undefined) => change({ photo }), [change]);
  const photoState = usePhoto(account, `change-${event.id}`, keepPhoto);
  const [touched, setTouched] = useState<string[]>([]);
  const [hasTried, setTried] = useState(false);
  const [hasChosen, setChosen] = useState(false); // between two versions
  const touch = useCallback(
    (...pointers: string[]) => setTouched((touched) => [...touched, ...pointers]),
    [],
  );
  const { isBusy, refusal } = changing;
  const refused = refusal
    ? stillRefused(refusal.refused.fields, refusal.sent.body ?? {}, bodyOf(content))
    : {};
  const shown = { ...pick(mistakes, touched), ...refused };
  const changes = differences(base, content);

  const present = event.revision ?? 0;
  const isStale = isTouched && !isBusy && revision !== present;
  // Who wants no other picture has nothing against one that was chosen meanwhile.
  const mine = content.cover.wanted ? content : { ...content, cover: event.content.cover };
  const isSavedAlready = isStale && !differences(event.content, mine).some(({ name }) => name !== "page");
  useEffect(() => {
    if (isSavedAlready) giveUp();
  }, [isSavedAlready, giveUp]);
  useEffect(() => {
    focusOn(...Object.keys(refusal?.refused.fields ?? {}).filter(isShown));
  }, [refusal]);
  useEffect(() => {
    if (location.hash === "#when") focusOn("/starts_at");
  }, []);

  const discardAll = () => {
    void photoState.remove();
    discard();
  };
  if (isStale && !isSavedAlready)
    return (
      <Conflict
        key={present}
        base={base}
        mine={mine}
        theirs={event.content}
        discard={discardAll}
        choose={(mine) => {
          changing.dismiss();
          setChosen(true);
          rebase(mine);
        }}
      />
    );

  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    const wrong = Object.keys(mistakes);
    touch(...wrong);
    if (wrong.length) setTimeout(focusOn, 0, ...wrong);
    else if (photoState.photo)
      void photoState.send().catch(() => undefined); // why not, it says itself
    else if (changes.length) void changing.send({ revision, body: bodyOf(content), form });
  };

  const save = photoState.photo
    ? t("change.uploadAgain")
    : base.isDown
      ? t("change.saveAndPutUp")
      : t("change.save");
  return (
    <div className="wizard edit">
      <form id="edit" onSubmit={submit} noValidate className="card">
        <div className="spread">
          <Heading tab={t("change.tab", { title: event.title })} takesFocus={hasChosen}>
            {t("change.title")}
          </Heading>
          <Link to={addressOf(event.id)} className="button quiet">
            {t("change.back")}
          </Link>
        </div>
        {isGone && (
          <p className="note" role="status">
            {t("change.elsewhere")}
          </p>
        )}
        <FormContext value={{ form, change, shown, touch }}>
          <fieldset disabled={isBusy} className="plain">
            {BODIES.map(({ path, name, body: Body }) => (
              <section key={path} aria-label={name}>
                <h2>{name}</h2>
                {Body && <Body />}
              </section>
            ))}
            <section aria-label={t("change.field:cover")}>
              <h2>{t("change.field:cover")}</h2>
              <PhotoContext value={photoState}>
                <NextCover account={account} event={event} form={form} change={change} poster={poster} />
              </PhotoContext>
            </section>
            <section aria-label={t("change.forGuests")}>
              <h2>{t("change.forGuests")}</h2>
              {base.status !== "scheduled" && (
                <Status status={form.status} was={base.status} onChange={(status) => change({ status })} />
              )}
              <Note note={form.note} onChange={(note) => change({ note })} />
            </section>
          </fieldset>
        </FormContext>
      </form>
      <aside aria-label={t("change.whatChanges")}>
        <section className="card">
          <h2>{t("change.whatChanges")}</h2>
          {changes.length ? (
            <Differences was={base} is={content} />
          ) : (
            <p className="soft">{t("change.nothingYet")}</p>
          )}
          {changes.length > 0 && (
            <>
              <h2>{t("change.whatHappens")}</h2>
              <ul className="consequences">
                {consequences(base, content, event).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </>
          )}
          <div role="status">
            {!isKept && <p className="note">{t("change.notKept")}</p>}
            {hasTried && !changes.length && !Object.keys(shown).length && (
              <p className="note">{t("change.nothing")}</p>
            )}
            {isBusy && changing.waiting && <p className="note">{changing.waiting}</p>}
          </div>
          {refusal && !isBusy && <Why refused={refusal.refused} shown={shown} isShownAtField={isShown} />}
          <div className="actions">
            <button
              type="submit"
              form="edit"
              className="first"
              disabled={isBusy || photoState.isWorking}
              aria-busy={isBusy || photoState.isWorking}
            >
              {isBusy ? t("change.saving") : photoState.isWorking ? t("change.uploading") : save}
            </button>
            {isTouched && changes.length > 0 && (
              <button type="button" onClick={discardAll} disabled={isBusy}>
                {t("change.discard")}
              </button>
            )}
          </div>
        </section>
      </aside>
    </div>
  );
}

/** Whether a mistake stands at a field here. */
function isShown(pointer: string): boolean {
  return pointer === "/note" || STEPS.some((step) => isIn(step, pointer));
}

type StatusName = EditForm["status"];
const CHOICES = ["scheduled", "postponed", "cancelled"] as const;

/** On the event's own screen it is postponed or cancelled; here it can be put on again. */
function Status({
  status,
  was,
  onChange,
}: {
  status: StatusName;
  was: StatusName;
  onChange: (status: StatusName) => void;
}) {
  return (
    <fieldset className="choice">
      <legend>{t("change.takesPlace")}</legend>
      {CHOICES.filter((each) => each === "scheduled" || each === was).map((each) => (
        <label key={each}>
          <input type="radio" name="status" checked={status === each} onChange={() => onChange(each)} />
          <b>{t(`change.status:${each}`)}</b>
        </label>
      ))}
    </fieldset>
  );
}

function Note({ note, onChange }: { note: string; onChange: (note: string) => void }) {
  return (
    <Field label={t("change.field:note")} pointer="/note" isOptional hint={t("change.noteHintLong")}>
      {(wiring) => (
        <textarea
          {...wiring}
          value={note}
          rows={3}
          dir="auto"
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
