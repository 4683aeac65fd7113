/** The draft's photo: made small enough to send, and stored in this browser until it is published. */
import { useCallback, useEffect, useState } from "react";

const MAX_SIDE = 2560;
const MAX_BYTES = 50 * 1024 * 1024;

export type Photo = { id: string; blob: Blob; url: string };

/** A JPEG of at most 2560 pixels a side, upright, without what a camera writes beside the picture. */
async function downscaled(file: Blob): Promise<Blob> {
  if (file.size > MAX_BYTES) throw new Error("That file is too large. Choose a photo of at most 50 MB.");
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error("We could not open that file. Choose a JPEG, PNG or WebP.");
  });
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
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
  if (!blob) throw new Error("This browser could not prepare the photo. Choose a smaller one.");
  return blob;
}

export function usePhoto(uid: string) {
  const [photo, setPhoto] = useState<Photo>();
  const [isReady, setReady] = useState(false);
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState("");

  useEffect(() => {
    storedPhoto(uid).then((stored) => {
      setPhoto(stored);
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
        await storePhoto(uid, chosen);
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
    return removePhoto(uid);
  }, [uid]);

  return { photo, isReady, isWorking, problem, choose, remove };
}

// --- In Cache Storage, which takes megabytes where localStorage takes text ----------------------------

const CACHE = "publish-event";
const ID = "X-Photo";
const pathFor = (uid: string) => `/draft-photo/${uid}`;

async function storePhoto(uid: string, { id, blob }: Photo): Promise<void> {
  const cache = await caches.open(CACHE).catch(() => undefined); // a private window may have none
  await cache?.put(pathFor(uid), new Response(blob, { headers: { [ID]: id } }));
}

async function storedPhoto(uid: string): Promise<Photo | undefined> {
  const response = await caches.match(pathFor(uid), { cacheName: CACHE }).catch(() => undefined);
  const id = response?.headers.get(ID);
  if (!response || !id) return undefined;
  const blob = await response.blob();
  return { id, blob, url: URL.createObjectURL(blob) };
}

export async function removePhoto(uid: string): Promise<void> {
  const cache = await caches.open(CACHE).catch(() => undefined);
  await cache?.delete(pathFor(uid));
}
