/** The draft's photo: made small enough to send, and kept in this browser until it is published. */
import { useCallback, useEffect, useState } from "react";

const LONGEST_SIDE = 2560;
const MOST_BYTES = 50 * 1024 * 1024;

export type Photo = { id: string; blob: Blob; url: string };

/** A JPEG of at most 2560 pixels a side, upright, without what a camera writes beside the picture. */
async function downscaled(file: Blob): Promise<Blob> {
  if (file.size > MOST_BYTES) throw new Error("That file is too large. Choose a photo of at most 50 MB.");
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error("That file cannot be opened as a picture. Choose a JPEG, PNG or WebP.");
  });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.fillStyle = "#fff"; // JPEG has no transparency
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.88));
  if (!blob) throw new Error("This browser cannot prepare the photo. Choose a smaller one.");
  return blob;
}

export function usePhoto(uid: string) {
  const [photo, setPhoto] = useState<Photo>();
  const [isReady, setReady] = useState(false);
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState("");

  useEffect(() => {
    kept(uid).then((found) => {
      setPhoto(found);
      setReady(true);
    });
  }, [uid]);

  const choose = useCallback(
    async (file: Blob) => {
      setProblem("");
      setWorking(true);
      try {
        const blob = await downscaled(file);
        const chosen = { id: crypto.randomUUID(), blob, url: URL.createObjectURL(blob) };
        setPhoto(chosen);
        await keep(uid, chosen);
      } catch (error) {
        setProblem((error as Error).message);
      } finally {
        setWorking(false);
      }
    },
    [uid],
  );
  const remove = useCallback(() => {
    setProblem("");
    setPhoto(undefined);
    return forgetPhoto(uid);
  }, [uid]);

  return { photo, isReady, isWorking, problem, choose, remove };
}

// --- Kept in Cache Storage, which takes megabytes where localStorage takes text -----------------------

const SHELF = "publish-event";
const ID = "X-Photo";
const place = (uid: string) => `/draft-photo/${uid}`;

async function keep(uid: string, { id, blob }: Photo): Promise<void> {
  const shelf = await caches.open(SHELF).catch(() => undefined); // a private window may have none
  await shelf?.put(place(uid), new Response(blob, { headers: { [ID]: id } }));
}

async function kept(uid: string): Promise<Photo | undefined> {
  const found = await caches.match(place(uid), { cacheName: SHELF }).catch(() => undefined);
  const id = found?.headers.get(ID);
  if (!found || !id) return undefined;
  const blob = await found.blob();
  return { id, blob, url: URL.createObjectURL(blob) };
}

export async function forgetPhoto(uid: string): Promise<void> {
  const shelf = await caches.open(SHELF).catch(() => undefined);
  await shelf?.delete(place(uid));
}
