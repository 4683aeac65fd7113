import { useMemo } from "react";
import { fieldsOf } from "../drafts/fields";
import { draftAddress } from "../drafts/key";
import { local } from "../drafts/local";
import type { OwnEvent } from "../events";
import { go } from "../router";
import { draftOf, type KeptCover } from "../wizard/form";
import { time } from "../wizard/poster";
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
      </ul>
    </Ask>
  );
}

function coverOf(kept: KeptCover | undefined): string {
  if (!kept) return "It gets a cover of its own, made from its details.";
  return kept.url
    ? "Its cover has the same picture, with the new date on it."
    : "Its cover has the same design.";
}
