import { useMemo } from "react";
import { fieldsOf } from "../drafts/fields";
import { draftAddress } from "../drafts/key";
import { local } from "../drafts/local";
import type { OwnEvent } from "../events";
import { go } from "../router";
import { draftOf, type KeptCover } from "../wizard/form";
import { time } from "../wizard/poster";
import { t } from "../words";
import { Ask } from "./Ask";
import { duplicateOf } from "./duplicate";

/** Asks before it makes a draft of the event: what it has and has not is said. */
export default function Duplicate({
  event,
  uid,
  close,
}: {
  event: OwnEvent;
  uid: string;
  close: () => void;
}) {
  const form = useMemo(() => duplicateOf(event.content, event, Date.now()), [event]);
  const create = () => {
    const key = crypto.randomUUID();
    local(uid, key).add(fieldsOf(form)); // the wizard sends it
    go(draftAddress(key));
  };
  return (
    <Ask
      title={t("change.duplicate:title")}
      yes={t("change.duplicate:yes")}
      no={t("change.duplicate:no")}
      isBusy={false}
      onYes={create}
      onNo={close}
    >
      <ul className="consequences">
        <li>{t("change.duplicate:what", { time: time(draftOf(form)) })}</li>
        <li>{coverOf(form.kept)}</li>
      </ul>
    </Ask>
  );
}

function coverOf(kept: KeptCover | undefined): string {
  if (!kept) return t("change.duplicate:ownCover");
  return t(kept.url ? "change.duplicate:samePicture" : "change.duplicate:sameDesign");
}
