import { useMemo, useState } from "react";
import type { OwnEvent } from "../events";
import { removePhoto } from "../photo";
import { go } from "../router";
import { Alert } from "../ui";
import { draftOf, type KeptCover } from "../wizard/form";
import { time } from "../wizard/Poster";
import { storeDraft, storedDraft } from "../wizard/storage";
import { Ask } from "./Ask";
import { duplicateOf } from "./duplicate";

/** Asks before it makes a draft of the event, since this browser has one draft. */
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
  const replaced = storedDraft(uid);
  const [isUnstored, setUnstored] = useState(false);
  const create = async () => {
    if (!storeDraft(uid, form)) return setUnstored(true);
    await removePhoto(uid);
    go("/new");
  };
  return (
    <Ask
      title="Duplicate this event?"
      yes="Create draft"
      no="Not now"
      isBusy={false}
      onYes={create}
      onNo={close}
    >
      <ul className="consequences">
        <li>
          A new draft with the same texts, place and tickets, on {time(draftOf(form))}. Nothing is published
          yet.
        </li>
        <li>{coverOf(form.kept)}</li>
        {replaced && (
          <li>
            It replaces your unfinished draft <b dir="auto">{replaced.title || "Untitled event"}</b>.
          </li>
        )}
      </ul>
      {isUnstored && (
        <Alert>This browser has no room for the draft. Free some of its storage, and try again.</Alert>
      )}
    </Ask>
  );
}

function coverOf(kept: KeptCover | undefined): string {
  if (!kept) return "It gets a cover of its own, made from its details.";
  return kept.url
    ? "Its cover has the same picture, with the new date on it."
    : "Its cover has the same design.";
}
