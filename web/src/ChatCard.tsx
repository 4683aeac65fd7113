import type { ReactNode } from "react";

type Props = {
  /** The share card, or what comes nearest to it. */
  picture?: string | undefined;
  title: ReactNode;
  /** What the page says in short. */
  text: ReactNode;
  /** Of the page. */
  url: string;
  /** Of title and text. */
  lang: string | undefined;
  isDrawing?: boolean;
};

/** An event's link as a chat shows it. */
export function ChatCard({ picture, title, text, url, lang, isDrawing = false }: Props) {
  return (
    <div className="chat">
      <div className="bubble">
        <div className="preview">
          <div className="sight card-sized" aria-busy={isDrawing}>
            {picture && <img src={picture} alt="" width="1200" height="630" />}
          </div>
          <p>
            <b lang={lang} dir="auto">
              {title}
            </b>
            <span lang={lang} dir="auto">
              {text}
            </span>
            <small dir="ltr">{new URL(url).host}</small>
          </p>
        </div>
        <p dir="ltr">{url.replace(/^https?:\/\//, "")}</p>
      </div>
    </div>
  );
}

/** As the page's `og:description` begins. */
export const inShort = (...parts: string[]): string =>
  parts
    .map((part) => part.split(/\s+/).filter(Boolean).join(" "))
    .filter(Boolean)
    .join(" · ")
    .slice(0, 200);
