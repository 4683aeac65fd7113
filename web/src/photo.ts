/**
 * A draft's photo: made small enough to send, and sent as soon as it is chosen.
 *
 * Until the server has it, it is stored in this browser, so that a closed tab sends it later; afterwards the
 * draft has its name, and a small picture of it to show wherever the draft is opened.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "./api";
import type { Upload } from "./contract/types";
import { LIMITS } from "./drafts/fields";
import { exclusively } from "./locks";
import { Refused } from "./problems";
import type { Account } from "./session";
import type { Form } from "./wizard/form";
import { t } from "./words";

const MAX_SIDE = 2560;
const PREVIEW_SIDE = 480;
const MAX_PREVIEW = LIMITS.photo - 1000; // beside its name and its time
const MAX_BYTES = 50 * 1024 * 1024;
/** An uploaded photo is deleted after seven days (infra/lifecycle.json); one of them is for publishing. */
export const PHOTO_LASTS_MS = 6 * 24 * 60 * 60 * 1000;

/** A photo on its way to the server. */
export type Photo = { id: string; blob: Blob; url: string; isStored: boolean };
export type Kept = NonNullable<Form["photo"]>;
/** What the wizard's steps know of the photo. */
export type PhotoState = ReturnType<typeof usePhoto>;

/** A JPEG of at most `side` pixels a side, upright, without what a camera writes beside the picture. */
async function downscaled(file: Blob, side: number, quality: number): Promise<Blob> {
  if (file.size > MAX_BYTES) throw new Error(t("photo.tooLarge"));
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(t("photo.unreadable"));
  });
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.fillStyle = "#fff"; // JPEG has no transparency
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
  if (!blob) throw new Error(t("photo.unprepared"));
  return blob;
}

/** Small enough to be a part of the draft: what hardly compresses is shown smaller. */
async function previewOf(photo: Blob): Promise<string> {
  for (let side = PREVIEW_SIDE; ; side /= 2) {
    const url = await dataUrl(await downscaled(photo, side, 0.7));
    if (url.length <= MAX_PREVIEW || side <= 1) return url;
  }
}

function dataUrl(preview: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(preview);
  });
}

/** A photo on its way: first made smaller, then sent. */
type Job = { ready: Promise<Photo>; sending?: Promise<string | undefined> | undefined };

/** `keep` writes the uploaded photo into the draft, or removes it. */
export function usePhoto({ user }: Account, key: string, keep: (photo: Kept | undefined) => void) {
  const [photo, setPhoto] = useState<Photo>();
  const [isWorking, setWorking] = useState(false);
  const [progress, setProgress] = useState(0);
  const [waiting, setWaiting] = useState("");
  const [problem, setProblem] = useState("");
  const [isReady, setReady] = useState(false); // it is known whether a closed tab left one
  const job = useRef<Job>(undefined);
  const loading = useRef<Promise<void>>(undefined);
  const path = pathFor(user.uid, key);

  /**
   * Send what is chosen and has not arrived yet: its name, or undefined when nothing is to be sent.
   *
   * Raises Refused; the next call tries again.
   */
  const send = useCallback(async (): Promise<string | undefined> => {
    await loading.current;
    const mine = job.current;
    if (!mine) return undefined;
    const isCurrent = () => job.current === mine;
    mine.sending ??= work();
    return mine.sending;

    async function work(): Promise<string | undefined> {
      setProblem("");
      setWorking(true);
      setProgress(0);
      try {
        const photo = await mine?.ready;
        return photo && (await exclusively(`publish-event:photo:${path}`, () => upload(photo)));
      } catch (error) {
        if (isCurrent()) setProblem(sentenceOf(error));
        throw asRefused(error);
      } finally {
        if (mine) mine.sending = undefined;
        if (isCurrent() || !job.current) setWorking(false);
        setWaiting("");
      }
    }

    async function upload(photo: Photo): Promise<string | undefined> {
      if (!(await isWanted(photo))) return undefined;
      const request = { path: "/api/covers", body: photo.blob, onProgress: setProgress, onWait: setWaiting };
      const sent = await call<Upload>(user, { method: "POST", ...request });
      const url = await previewOf(photo.blob);
      if (!(await isWanted(photo))) return undefined; // a late one must not bring a discarded draft back
      keep({ upload: sent.cover_upload, url, until: Date.now() + PHOTO_LASTS_MS });
      job.current = undefined;
      setPhoto(undefined);
      await removePhoto(path);
      return sent.cover_upload;
    }

    /** False once it is replaced here, or sent or forgotten by another tab or the dashboard. */
    async function isWanted(photo: Photo): Promise<boolean> {
      const isStillToSend = await isToSend(path, photo);
      if (!isCurrent()) return false;
      if (isStillToSend) return true;
      job.current = undefined;
      setPhoto(undefined);
      return false;
    }
  }, [user, path, keep]);

  const begin = useCallback(
    (ready: Promise<Photo>) => {
      const mine: Job = { ready };
      job.current = mine;
      ready.then(
        (photo) => job.current === mine && setPhoto(photo),
        (error: unknown) => {
          if (job.current !== mine) return;
          job.current = undefined; // there is nothing to send, so `send` has nothing to say of it
          setPhoto(undefined); // nor the one before, whose job this one replaced
          void removePhoto(path);
          setProblem(sentenceOf(error));
        },
      );
      return send().catch(() => undefined); // it is shown as `problem`, and publishing tries again
    },
    [send, path],
  );

  useEffect(() => {
    let isOver = false;
    loading.current = storedPhoto(path).then((stored) => {
      if (isOver) return;
      if (stored && !job.current) void begin(Promise.resolve(stored));
      setReady(true);
    });
    return () => {
      isOver = true;
    };
  }, [path, begin]);

  const choose = useCallback(
    (file: Blob) => {
      const prepared = async (): Promise<Photo> => {
        const blob = await downscaled(file, MAX_SIDE, 0.88).catch((error: Error) => {
          throw Refused.invalid({ [POINTER]: error.message });
        });
        const id = crypto.randomUUID();
        const isStored = await storePhoto(path, id, blob);
        return { id, blob, url: URL.createObjectURL(blob), isStored };
      };
      return begin(prepared());
    },
    [path, begin],
  );
  const remove = useCallback(() => {
    job.current = undefined;
    setProblem("");
    setWorking(false);
    setPhoto(undefined);
    keep(undefined);
    return removePhoto(path);
  }, [path, keep]);

  return { photo, isReady, isWorking, progress, waiting, problem, choose, remove, send };
}

const POINTER = "/cover_upload";
const asRefused = (error: unknown) => (error instanceof Refused ? error : Refused.bug(error));

function sentenceOf(error: unknown): string {
  const refused = asRefused(error);
  return refused.fields[POINTER] ?? refused.message;
}

// --- In Cache Storage, which takes megabytes where localStorage takes text ----------------------------

const CACHE = "publish-event";
const ID = "X-Photo";
const pathFor = (uid: string, key: string) => `/draft-photo/${encodeURIComponent(uid)}/${key}`;
const opened = () => caches.open(CACHE).catch(() => undefined); // a private window may have none

/** False where the browser stores nothing, or has no room. */
async function storePhoto(path: string, id: string, blob: Blob): Promise<boolean> {
  const cache = await opened();
  const put = cache?.put(path, new Response(blob, { headers: { [ID]: id } }));
  return put
    ? put.then(
        () => true,
        () => false,
      )
    : false;
}

async function storedPhoto(path: string): Promise<Photo | undefined> {
  const response = await caches.match(path, { cacheName: CACHE }).catch(() => undefined);
  const id = response?.headers.get(ID);
  if (!response || !id) return undefined;
  const blob = await response.blob();
  return { id, blob, url: URL.createObjectURL(blob), isStored: true };
}

/** False once another tab has sent or forgotten it. Where nothing is stored, there is no other tab that could. */
async function isToSend(path: string, photo: Photo): Promise<boolean> {
  return !photo.isStored || (await storedPhoto(path))?.id === photo.id;
}

async function removePhoto(path: string): Promise<void> {
  const cache = await opened();
  await cache?.delete(path);
}

/** Nothing of the draft is left here. */
export const forgetPhoto = (uid: string, key: string): Promise<void> => removePhoto(pathFor(uid, key));

/** Version 1 had one an account. */
export async function movePhoto(uid: string, key: string): Promise<void> {
  const old = `/draft-photo/${uid}`;
  const photo = await storedPhoto(old);
  if (photo) await storePhoto(pathFor(uid, key), photo.id, photo.blob);
  await removePhoto(old);
}
