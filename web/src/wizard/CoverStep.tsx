import { createContext, type DragEvent, useContext, useState } from "react";
import type { usePhoto } from "../photo";
import { Alert } from "../ui";
import { Below, useFormState, useWiring } from "./Field";
import type { KeptCover } from "./form";

export const PhotoContext = createContext<ReturnType<typeof usePhoto> | undefined>(undefined);

export function CoverStep() {
  const context = useContext(PhotoContext);
  const [isOver, setOver] = useState(false);
  const { form, change, shown } = useFormState();
  const pointer = "/cover/event" in shown ? "/cover/event" : "/cover_upload";
  const wiring = useWiring(pointer, HINT);
  if (!context) throw new Error("outside of the wizard");
  const { photo: chosen, isWorking, problem, choose, remove } = context;
  const { kept } = form;
  const url = chosen?.url ?? kept?.url;

  const forgetKept = () => change({ kept: undefined });
  const chooseFrom = (files: FileList | null | undefined) => {
    const [file] = files ?? [];
    if (file) void choose(file).then(forgetKept);
  };
  const removeAny = () => {
    forgetKept();
    void remove();
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === "dragover");
    if (event.type === "drop") chooseFrom(event.dataTransfer.files);
  };

  return (
    <>
      <fieldset
        className={isOver ? "drop over" : "drop"}
        aria-label="Photo"
        onDragOver={drag}
        onDragLeave={drag}
        onDrop={drag}
      >
        {url ? <img src={url} alt="Your cover" /> : <Mountains />}
        <div className="actions">
          <label className="button">
            {isWorking ? "Preparing…" : url ? "Choose another photo" : "Choose a photo"}
            <input
              {...wiring}
              type="file"
              accept="image/*"
              className="hidden"
              onChange={({ target }) => {
                chooseFrom(target.files);
                target.value = ""; // so that the same file can be chosen again
              }}
            />
          </label>
          {(chosen || kept) && (
            <button type="button" className="quiet" onClick={removeAny}>
              Remove
            </button>
          )}
        </div>
        {!url && <span className="soft">or drop one here: JPEG, PNG or WebP</span>}
      </fieldset>
      {kept && !chosen && <p className="note">{sentenceOf(kept)}</p>}
      {problem && <Alert>{problem}</Alert>}
      <Below pointer={pointer} hint={HINT} />
    </>
  );
}

const HINT = "No photo? Continue, and we make a cover from your details.";

function sentenceOf({ cover, isAi }: KeptCover): string {
  if (cover.kind === "composed") return "The cover has the design of the event before.";
  const whose = "It has the picture of the event before.";
  return isAi ? `${whose} AI made it, and the page says so.` : whose;
}

function Mountains() {
  return (
    <svg viewBox="0 0 48 36" width="64" height="48" aria-hidden="true">
      <rect x="1.5" y="1.5" width="45" height="33" rx="6" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="14" cy="12" r="4" fill="currentColor" />
      <path d="m5 31 11-12 7 7 9-11 11 16z" fill="currentColor" />
    </svg>
  );
}
