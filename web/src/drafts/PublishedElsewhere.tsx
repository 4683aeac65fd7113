/** A draft that another tab or device has published. Apart from the wizard, which seldom needs it. */
import { useEffect, useMemo } from "react";
import { Differences } from "../change/Differences";
import { contentFrom } from "../change/form";
import { storeEdit } from "../change/storage";
import { type OwnEvent, useEvent } from "../events";
import { publishing as intents } from "../intent";
import { NotFound } from "../NotFound";
import { forgetPhoto } from "../photo";
import { go, Heading } from "../router";
import type { Account } from "../session";
import { Skeleton } from "../ui";
import { t } from "../words";
import { offered } from "./offer";
import type { Draft } from "./useDraft";

type Props = { account: Account; id: string; draft: Draft };

/** The event itself; first, what was typed here and is not in it, as a change. */
export default function PublishedElsewhere({ account, id, draft }: Props) {
  const event = useEvent(account, id);
  if (event === undefined) return <Skeleton />;
  if (event === null) return <NotFound />;
  return <Leftover event={event} account={account} draft={draft} />;
}

function Leftover({ event, account, draft }: { event: OwnEvent; account: Account; draft: Draft }) {
  const { uid } = account.user;
  const { fields, typed, forget } = draft;
  const edit = useMemo(() => offered(event, fields, typed()), [event, fields, typed]);
  const leave = (to: string) => {
    forget();
    void forgetPhoto(uid, event.id);
    intents.forget();
    go(`/dashboard/events/${event.id}/${to}`, { replace: true });
  };
  useEffect(() => {
    if (!edit) leave("success");
  });
  if (!edit) return null;
  const review = () => {
    storeEdit(uid, event.id, { revision: event.revision ?? 0, base: event.content, form: edit });
    leave("edit");
  };
  return (
    <div className="inside">
      <section className="card inside">
        <Heading takesFocus>{t("drafts.isPublished")}</Heading>
        <p>{t("drafts.publishedElsewhere")}</p>
        <Differences was={event.content} is={contentFrom(edit, event.content)} />
        <div className="actions">
          <button type="button" className="first" onClick={review}>
            {t("drafts.review")}
          </button>
          <button type="button" onClick={() => leave("success")}>
            {t("drafts.keepPublished")}
          </button>
        </div>
      </section>
    </div>
  );
}
