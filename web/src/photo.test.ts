// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { accountOf } from "./drafts/fakeServer";
import { sendable } from "./drafts/fields";
import { forgetPhoto, usePhoto } from "./photo";
import type { Form } from "./wizard/form";

/** Every upload that was begun: its answer is given by the test. */
const uploads = vi.hoisted(() => [] as (() => void)[]);
vi.mock("./api", () => ({
  call: () =>
    new Promise((resolve) => uploads.push(() => resolve({ cover_upload: `upload ${uploads.length}` }))),
}));

const account = accountOf("ada");
const KEY = "3f0c2a52-1b1d-4a7e-9f0e-6f1f8d1f0a11";
const UNREADABLE = new Blob(["HEIC"]);
let stored: Map<string, Response>;
let isFull: boolean;

beforeEach(() => {
  uploads.length = 0;
  stored = new Map();
  isFull = false;
  vi.stubGlobal("caches", {
    match: async (path: string) => stored.get(path)?.clone(),
    open: async () => ({
      put: async (path: string, response: Response) => {
        if (isFull) throw new DOMException("Quota exceeded", "QuotaExceededError");
        stored.set(path, response);
      },
      delete: async (path: string) => stored.delete(path),
    }),
  });
  vi.stubGlobal("createImageBitmap", async (blob: Blob) => {
    if (blob === UNREADABLE) throw new DOMException("The source image could not be decoded.");
    return { width: 4, height: 3, close() {} };
  });
  const context = { fillRect() {}, drawImage() {} };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(context as never);
  vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation((done) => done(new Blob(["JPEG"])));
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:photo");
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function opened() {
  const keep = vi.fn();
  const { result, unmount } = renderHook(() => usePhoto(account, KEY, keep));
  await waitFor(() => expect(result.current.isReady).toBe(true));
  const choose = (file: Blob) => act(async () => void result.current.choose(file));
  return { keep, unmount, choose, photo: () => result.current };
}
type Tab = Awaited<ReturnType<typeof opened>>;

const isUploading = () => waitFor(() => expect(uploads).toHaveLength(1));
const isDone = ({ photo }: Tab) => waitFor(() => expect(photo().isWorking).toBe(false));
/** The upload is answered, and all that follows from it. */
const answered = () =>
  act(() => {
    uploads[0]?.();
    return new Promise((resolve) => setTimeout(resolve, 50));
  });

test("a photo is kept under the name that its upload got, and is no more in this browser", async () => {
  const tab = await opened();
  await tab.choose(new Blob(["A"]));
  await isUploading();
  expect(tab.photo().photo).toBeDefined();
  expect(stored.size).toBe(1);

  await answered();

  expect(tab.keep).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ upload: "upload 1" }));
  expect(tab.photo()).toMatchObject({ photo: undefined, isWorking: false, problem: "" });
  expect(stored.size).toBe(0);
});

test("a file that cannot be read leaves no photo that looks chosen but is never sent", async () => {
  const tab = await opened();
  await tab.choose(new Blob(["A"]));
  await isUploading();

  await tab.choose(UNREADABLE);
  await isDone(tab);

  expect(tab.photo().problem).toContain("could not open that file");
  expect(tab.photo().photo).toBeUndefined();
  expect(stored.size).toBe(0); // nor does a reload bring it back
  await answered();
  expect(tab.keep).not.toHaveBeenCalled();
});

test("an upload that ends after its draft was forgotten keeps nothing", async () => {
  const tab = await opened();
  await tab.choose(new Blob(["A"]));
  await isUploading();
  tab.unmount();
  await forgetPhoto("ada", KEY);

  await answered();

  expect(tab.keep).not.toHaveBeenCalled();
});

test("an upload that ends after its screen was left is kept", async () => {
  const tab = await opened();
  await tab.choose(new Blob(["A"]));
  await isUploading();
  tab.unmount();

  await answered();

  expect(tab.keep).toHaveBeenCalledOnce();
});

test("a photo that another tab has sent is not to be uploaded here", async () => {
  let release = () => {};
  const others = new Promise<void>((resolve) => {
    release = resolve;
  });
  vi.stubGlobal("navigator", {
    locks: { request: (_: string, work: () => unknown) => others.then(work) },
  });
  const tab = await opened();
  await tab.choose(new Blob(["A"]));
  await waitFor(() => expect(tab.photo().photo).toBeDefined());

  stored.clear();
  release();
  await isDone(tab);

  expect(uploads).toHaveLength(0);
  expect(tab.photo().photo).toBeUndefined();
  expect(tab.keep).not.toHaveBeenCalled();
});

test("a browser without room for the photo still sends it", async () => {
  isFull = true;
  const tab = await opened();

  await tab.choose(new Blob(["A"]));
  await isUploading();
  await answered();

  expect(tab.photo().problem).toBe("");
  expect(tab.keep).toHaveBeenCalledOnce();
});

test("the preview of a picture that hardly compresses is made small enough to be sent with the draft", async () => {
  vi.stubGlobal("createImageBitmap", async () => ({ width: 960, height: 960, close() {} }));
  vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation(function (
    this: HTMLCanvasElement,
    done,
  ) {
    done(new Blob(["x".repeat(this.width * this.height)])); // noise
  });
  const tab = await opened();
  await tab.choose(new Blob(["A"]));
  await isUploading();

  await answered();
  await waitFor(() => expect(tab.keep).toHaveBeenCalled());

  const [[photo]] = tab.keep.mock.calls as [[NonNullable<Form["photo"]>]];
  const edits = { photo: JSON.stringify(photo) };
  expect(sendable({}, edits)).toEqual(edits);
  expect(photo.url.length).toBeGreaterThan(50_000);
});
