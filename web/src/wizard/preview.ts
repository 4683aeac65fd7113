/** The pictures that publishing would compose of a draft, drawn by the server while it is typed. */
import { useEffect, useRef, useState } from "react";
import { call } from "../api";
import { Refused } from "../problems";
import type { Account } from "../session";
import { t } from "../words";
import type { Poster } from "./poster";
import { Turns } from "./turns";

export type Kind = "cover" | "card" | "thumbnail";
/** A design by its number; or by the draft's key, the one that it gets when none is chosen. */
export type Look = number | string;
/** `url` is "" until there is a picture; then it is the latest one that could be drawn. */
export type Picture = { url: string; isDrawing: boolean; problem: string };

const TYPING_MS = 600;
const PASSING_MS = 150; // arrow keys go through designs, and people through steps

/** Only the latest wish is drawn, once it lasts. Undefined is no wish: nothing changes. */
export function usePicture(account: Account, kind: Kind, look: Look, poster: Poster | undefined): Picture {
  const [picture, setPicture] = useState<Picture>({ url: "", isDrawing: true, problem: "" });
  const last = useRef<string>(undefined);
  const body = poster && JSON.stringify(poster);
  useEffect(() => {
    if (!body) return;
    const known = drawn.get(nameOf(kind, look, body));
    if (known) return setPicture({ url: known, isDrawing: false, problem: "" });
    const isTyped = last.current !== undefined && last.current !== body;
    last.current = body;
    const { signal, abort } = abortable();
    // Small is better than nothing, or than the design before.
    const meanwhile = kind === "cover" && drawn.get(nameOf("thumbnail", look, body));
    setPicture(({ url, problem }) => ({ url: meanwhile || url, isDrawing: true, problem }));
    const timer = setTimeout(
      async () => {
        const say = (problem: string) => {
          if (!signal.aborted) setPicture(({ url }) => ({ url, isDrawing: !problem, problem }));
        };
        try {
          const url = await draw(account, kind, look, body, signal, say);
          if (!signal.aborted) setPicture({ url, isDrawing: false, problem: "" });
        } catch (error) {
          if (signal.aborted) return; // nobody waits for it any more
          say((error instanceof Refused ? error : Refused.bug(error)).message);
        }
      },
      isTyped ? TYPING_MS : PASSING_MS,
    );
    return () => {
      clearTimeout(timer);
      abort();
    };
  }, [account, kind, look, body]);
  return picture;
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

// --- Drawing ---------------------------------------------------------------------------------------

const MAX_DRAWN = 150;
const drawn = new Map<string, string>();
/** The server draws one at a time for all: what is chosen should not wait behind a page of thumbnails. */
const thumbnails = new Turns(2);

const nameOf = (kind: Kind, look: Look, body: string) => `${kind} ${look} ${body}`;

/** The cover as far as it was drawn, for the moment after publishing. */
export function drawnCover(look: Look, poster: Poster): string | undefined {
  const body = JSON.stringify(poster);
  return drawn.get(nameOf("cover", look, body)) ?? drawn.get(nameOf("thumbnail", look, body));
}

async function draw(
  { user }: Account,
  kind: Kind,
  look: Look,
  body: string,
  signal: AbortSignal,
  say: (problem: string) => void,
): Promise<string> {
  const ask = () =>
    call<Blob>(user, {
      method: "POST",
      path: `/api/covers/preview?as=${kind}${typeof look === "number" ? `&design=${look}` : ""}`,
      headers: typeof look === "string" ? { "Idempotency-Key": look } : {},
      body,
      signal,
      isPicture: true,
      where: "preview",
      onWait: (why) => say(why && t(navigator.onLine ? "preview.trying" : "preview.offline")),
    });
  const picture = await (kind === "thumbnail" ? thumbnails.take(ask, signal) : ask());
  const url = URL.createObjectURL(picture);
  drawn.set(nameOf(kind, look, body), url);
  for (const [name, old] of [...drawn].slice(0, -MAX_DRAWN)) {
    drawn.delete(name);
    URL.revokeObjectURL(old);
  }
  return url;
}
