/** What guests will see: the cover, the page and the link in a chat, as publishing will make them. */
import { createContext, type ReactNode, useContext, useState } from "react";
import { ChatCard, inShort } from "../ChatCard";
import type { Draft } from "../draft";
import { byFor, directionFor, leafFor, moneyFor, whenFor, whereFor } from "../guests";
import type { Account } from "../session";
import { type Key, language, t } from "../words";
import type { KeptCover } from "./form";
import { type Poster, timesOf } from "./poster";
import { type Look, type Picture, usePicture } from "./preview";

/** What the previews are of. */
export type Shown = {
  account: Account;
  draft: Draft;
  poster: Poster;
  /** The design that is chosen; the draft's key where none is. */
  look: Look;
  /** Where it has a photo. */
  photo: string | undefined;
  kept: KeptCover | undefined;
  organizer: string;
};
export const ShownContext = createContext<Shown | undefined>(undefined);

export function useShown(): Shown {
  const shown = useContext(ShownContext);
  if (!shown) throw new Error("outside of the wizard");
  return shown;
}

/** A picture on its way says so; one that could not be drawn leaves the one before. */
export function Sight({
  picture,
  alt,
  className = "",
}: {
  picture: Picture;
  alt: string;
  className?: string;
}) {
  const { url, isDrawing } = picture;
  return (
    <div className={`sight ${className}`} aria-busy={isDrawing}>
      {url && <img src={url} alt={alt} width="1600" height="900" />}
    </div>
  );
}

/** The cover: the draft's own picture, or the composed one. */
export function useCover(kind: "cover" | "thumbnail"): Picture {
  const { account, look, poster, photo } = useShown();
  const composed = usePicture(account, kind, look, photo ? undefined : poster);
  return photo ? { url: photo, isDrawing: false, problem: "" } : composed;
}

const VIEWS = { page: "preview.page", chat: "preview.chat" } as const;
type View = keyof typeof VIEWS;

export function Preview({ children }: { children: ReactNode }) {
  const [view, setView] = useState<View>("page");
  return (
    <aside aria-label={t("preview.preview")} className="previews">
      <fieldset className="switch" aria-label={t("preview.as")}>
        {(Object.keys(VIEWS) as View[]).map((name) => (
          <button key={name} type="button" aria-pressed={name === view} onClick={() => setView(name)}>
            {t(VIEWS[name])}
          </button>
        ))}
      </fieldset>
      {view === "page" ? <Page /> : <Chat />}
      {children}
    </aside>
  );
}

function Page() {
  const { draft, organizer } = useShown();
  const cover = useCover("cover");
  const place = draft.location;
  const times = timesOf(draft);
  return (
    <>
      <div className="poster mock">
        <Sight picture={cover} alt={t("preview.cover")} />
        <div className="facts" lang={draft.language} dir={directionFor(draft)}>
          <b className="title" dir="auto">
            {draft.title || <Placeholder text="preview.nameless" />}
          </b>
          {organizer && <span>{byFor(draft, organizer)}</span>}
          <p className="fact">
            <Leaf draft={draft} />
            <bdi>{times ? whenFor({ ...draft, ...times }) : <Placeholder text="preview.time" />}</bdi>
          </p>
          <p className="fact">
            <Pin />
            <span>
              {place.kind === "online" ? (
                <b>{whereFor(draft)}</b>
              ) : (
                <>
                  <b>
                    <bdi>{place.name || <Placeholder text="preview.place" />}</bdi>
                  </b>
                  <bdi>{place.address}</bdi>
                </>
              )}
            </span>
          </p>
          {draft.description && (
            <p className="story" dir="auto">
              {draft.description}
            </p>
          )}
          {draft.tickets.length > 0 && (
            <ul className="prices">
              {draft.tickets.map(({ name, price, currency }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same name while they are typed
                <li key={index}>
                  <span dir="auto">{name || <Placeholder text="tickets.new" />}</span>
                  <b>{Number.isFinite(price) ? moneyFor(draft, price, currency) : ""}</b>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
      <Said picture={cover} />
    </>
  );
}

/** A text of the site among those of the event, which may be in another language. */
function Placeholder({ text }: { text: Key }) {
  return <span lang={language()}>{t(text)}</span>;
}

function Chat() {
  const { account, draft, look, poster, photo } = useShown();
  const composed = usePicture(account, "card", look, photo ? undefined : poster);
  const card = photo ? { url: photo, isDrawing: false, problem: "" } : composed;
  const times = timesOf(draft);
  const rest = inShort(whereFor(draft), draft.description);
  return (
    <>
      <ChatCard
        picture={card.url}
        isDrawing={card.isDrawing}
        title={draft.title || <Placeholder text="preview.nameless" />}
        text={
          times ? (
            inShort(whenFor({ ...draft, ...times }), rest)
          ) : (
            <>
              <Placeholder text="preview.time" />
              {rest && ` · ${rest}`}
            </>
          )
        }
        url={`${account.session.publicUrl}/e/…`}
        lang={draft.language}
      />
      <Said picture={card} isCard />
    </>
  );
}

/** What the picture cannot say of itself. */
function Said({ picture, isCard = false }: { picture: Picture; isCard?: boolean }) {
  const { photo, kept, look } = useShown();
  if (picture.problem)
    return (
      <p className="note" role="status">
        {picture.problem}
      </p>
    );
  if (kept?.isAi) return <p className="soft">{t("preview.ai")}</p>;
  if (photo) return isCard && <p className="soft">{t("preview.beside")}</p>;
  if (typeof look === "string") return <p className="soft">{t("preview.willPaint")}</p>;
  return null;
}

function Leaf({ draft }: { draft: Draft }) {
  const times = timesOf(draft);
  const [month, day] = times ? leafFor({ ...draft, ...times }) : [];
  return (
    <span className="leaf" aria-hidden="true">
      <b>{month}</b>
      {day}
    </span>
  );
}

function Pin() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 21c4.5-5 7-8.3 7-11.5a7 7 0 1 0-14 0C5 12.7 7.5 16 12 21z" />
      <circle cx="12" cy="9.5" r="2.5" />
    </svg>
  );
}
