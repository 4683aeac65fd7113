import { createContext, type DragEvent, type ReactNode, useContext, useState } from "react";
import type { PhotoState } from "../photo";
import { Alert } from "../ui";
import { t } from "../words";
import { Designs, Painted, Tile } from "./Designs";
import { PALETTES } from "./designOrder";
import { Below, useFormState, useWiring } from "./Field";
import { type KeptCover, keptPhoto } from "./form";
import { useShown } from "./Preview";

export const PhotoContext = createContext<PhotoState | undefined>(undefined);

export const CoverStep = () => <CoverChoice others={<DraftDesigns />} />;

/** A photo, or one of the `others`. */
export function CoverChoice({ others }: { others: ReactNode }) {
  const context = useContext(PhotoContext);
  const [isOver, setOver] = useState(false);
  const { form, shown } = useFormState();
  const pointer = Object.keys(shown).find((pointer) => pointer.startsWith("/cover/")) ?? "/cover_upload";
  const wiring = useWiring(pointer);
  if (!context) throw new Error("outside of the wizard");
  const { photo: chosen, isWorking, progress, waiting, problem, choose, remove } = context;
  const photo = chosen ?? keptPhoto(form);

  const chooseFrom = (files: FileList | null | undefined) => {
    const [file] = files ?? [];
    if (file) void choose(file);
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
        aria-label={t("covers.photo")}
        onDragOver={drag}
        onDragLeave={drag}
        onDrop={drag}
      >
        {photo ? <img src={photo.url} alt={t("covers.alt")} /> : <Mountains />}
        <div className="actions">
          <label className="button">
            {t(isWorking ? "covers.uploading" : photo ? "covers.chooseAnother" : "covers.choose")}
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
          {(chosen || form.photo) && (
            <button type="button" className="quiet" onClick={() => void remove()}>
              {t("covers.remove")}
            </button>
          )}
        </div>
        {!photo && <span className="soft">{t("covers.drop")}</span>}
      </fieldset>
      {isWorking && <progress value={progress} aria-label={t("covers.upload")} />}
      <div role="status">{waiting && <p className="note">{waiting}</p>}</div>
      {problem && <Alert>{problem}</Alert>}
      <Below pointer={pointer} />
      {!photo && !isWorking && others}
    </>
  );
}

function DraftDesigns() {
  const { account, poster } = useShown();
  const { form, change } = useFormState();
  const { kept } = form;
  const [before] = useState(kept?.cover.kind === "copied" ? kept : undefined);
  const choose = (kept: KeptCover | undefined) => change({ kept });
  return (
    <Designs
      account={account}
      poster={poster}
      legend={t("covers.designs")}
      design={kept?.cover.kind === "composed" ? kept.cover.design : undefined}
      choose={(design) => choose({ cover: { kind: "composed", design } })}
      atFirst={PALETTES}
    >
      <Painted isChosen={!kept} choose={() => choose(undefined)} />
      {before?.url && (
        <Tile
          name={t("covers.beforeName")}
          isChosen={kept?.cover.kind === "copied"}
          choose={() => choose(before)}
        >
          <span className="sight">
            <img src={before.url} alt={t("covers.before")} />
          </span>
        </Tile>
      )}
    </Designs>
  );
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
