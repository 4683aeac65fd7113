import { useMemo } from "react";
import type { OwnEvent } from "../events";
import { removePhoto } from "../photo";
import { go } from "../router";
import { draftOf } from "../wizard/form";
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
  const create = async () => {
    await removePhoto(uid);
    storeDraft(uid, form);
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
        <li>{coverOf(event, Boolean(form.photo))}</li>
        {replaced && (
          <li>
            It replaces your unfinished draft <b dir="auto">{replaced.title || "Untitled event"}</b>.
          </li>
        )}
      </ul>
    </Ask>
  );
}

function coverOf({ cover }: OwnEvent, isKept: boolean): string {
  if (isKept) return "It has the same photo as its cover.";
  if (cover.source === "uploaded")
    return "Its photo cannot be taken along: we delete uploads after a week. Choose it again, or we make a cover.";
  return "It gets a cover of its own, made from its details.";
}
