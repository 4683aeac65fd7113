// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { account, forgetRequests, refused, server } from "../testing";
import { draftOf, empty } from "./form";
import { posterOf } from "./poster";
import { drawnCover, type Kind, type Look, usePicture } from "./preview";
import { Turns } from "./turns";

vi.mock("../api", () => import("../testing"));

type Props = { title: string; look?: Look; kind?: Kind };
const poster = (title: string) => posterOf({ ...draftOf(empty()), title }, {});
const pictureOf = ({ title, look = 7, kind = "cover" }: Props) =>
  usePicture(account, kind, look, title ? poster(title) : undefined);
const open = (initialProps: Props) => renderHook(pictureOf, { initialProps });
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const asked = () => server.requests.map(({ path, body }) => `${path} ${JSON.parse(String(body)).title}`);
const path = (design: number) => `/api/covers/preview?as=cover&design=${design}`;

/** An answer that comes when it is let go. */
function held() {
  let go = (_: Blob) => {};
  server.answers.push(new Promise<Blob>((done) => (go = done)));
  return (name: string) => act(async () => go(new Blob([name])));
}

beforeEach(() => {
  vi.useFakeTimers();
  forgetRequests();
  vi.stubGlobal("URL", { createObjectURL: (blob: Blob) => `blob:${blob.size}`, revokeObjectURL: () => {} });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the first picture is drawn soon, and what is typed when typing pauses", async () => {
  server.answers.push(new Blob(["1"]), new Blob(["22"]));
  const { result, rerender } = open({ title: "Jazz" });
  expect(result.current).toEqual({ url: "", isDrawing: true, problem: "" });
  await pass(150);
  expect(result.current).toEqual({ url: "blob:1", isDrawing: false, problem: "" });

  for (const title of ["Jazz N", "Jazz Ni", "Jazz Night"]) {
    rerender({ title });
    await pass(599);
  }
  expect(result.current).toEqual({ url: "blob:1", isDrawing: true, problem: "" });
  await pass(1);

  expect(asked()).toEqual([`${path(7)} Jazz`, `${path(7)} Jazz Night`]);
  expect(result.current.url).toBe("blob:2");
});

test("of two requests the latest counts, and the other one is ended", async () => {
  const [first, second] = [held(), held()];
  const { result, rerender } = open({ title: "Rivals", look: 1 });
  await pass(150);
  rerender({ title: "Rivals", look: 2 });
  await pass(150);
  expect(server.requests.map(({ signal }) => signal?.aborted)).toEqual([true, false]);

  await second("22");
  await first("1");

  expect(result.current).toEqual({ url: "blob:2", isDrawing: false, problem: "" });
});

test("a refusal says why and leaves the picture before", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  server.answers.push(new Blob(["1"]), refused("too-many-requests"), new Blob(["333"]));
  const { result, rerender } = open({ title: "Many" });
  await pass(150);
  rerender({ title: "Many more" });
  await pass(600);
  expect(result.current).toEqual({ url: "blob:1", isDrawing: false, problem: "No." });

  rerender({ title: "Many more still" });
  await pass(600);

  expect(result.current).toEqual({ url: "blob:3", isDrawing: false, problem: "" });
});

test.each([
  [false, "needs a connection"],
  [true, "Trying again"],
])("while it waits (online: %s) it says so", async (onLine, words) => {
  vi.stubGlobal("navigator", { onLine });
  const answer = held();
  const { result } = open({ title: `Waiting, online: ${onLine}` });
  await pass(150);
  act(() => server.requests[0]?.onWait?.("Why it takes longer"));
  expect(result.current.problem).toContain(words);

  act(() => server.requests[0]?.onWait?.(""));
  await answer("1");

  expect(result.current).toEqual({ url: "blob:1", isDrawing: false, problem: "" });
});

test("what was drawn is not asked for again, and a thumbnail stands in for its cover", async () => {
  server.answers.push(new Blob(["4444"]), new Blob(["1"]));
  const thumbnail: Props = { title: "Twice", kind: "thumbnail" };
  open(thumbnail);
  await pass(150);
  expect(drawnCover(7, poster("Twice"))).toBe("blob:4");
  const cover = open({ title: "Twice" });
  expect(cover.result.current).toEqual({ url: "blob:4", isDrawing: true, problem: "" });
  await pass(150);
  expect(cover.result.current).toEqual({ url: "blob:1", isDrawing: false, problem: "" });

  expect(drawnCover(7, poster("Twice"))).toBe("blob:1");
  expect(open(thumbnail).result.current).toEqual({ url: "blob:4", isDrawing: false, problem: "" });
  expect(server.requests).toHaveLength(2);
});

test("without a design it is the one of the draft's key; without a wish nothing is asked", async () => {
  open({ title: "" });
  server.answers.push(new Blob(["1"]));
  open({ title: "Jazz", look: "key-1", kind: "card" });
  await pass(150);

  expect(server.requests.map(({ path, headers }) => [path, headers])).toEqual([
    ["/api/covers/preview?as=card", { "Idempotency-Key": "key-1" }],
  ]);
});

test("turns are taken in order, as many as are allowed at a time, and not by whom nobody waits for", async () => {
  const turns = new Turns(2);
  const log: string[] = [];
  const ends: Record<string, () => void> = {};
  const abort = new AbortController();
  const take = (name: string, signal = new AbortController().signal) =>
    turns
      .take(() => {
        log.push(name);
        return new Promise<void>((done) => (ends[name] = done));
      }, signal)
      .catch(() => log.push(`no ${name}`));
  const all = [take("a"), take("b"), take("c", abort.signal), take("d")];
  expect(log).toEqual(["a", "b"]);

  abort.abort();
  ends.a?.();
  await pass(150);
  expect(log).toEqual(["a", "b", "d", "no c"]);

  ends.b?.();
  ends.d?.();
  await Promise.all(all);
});

const DRAFT = draftOf({ ...empty(), title: "Jazz", venue: "Kesselhaus", address: "Knaackstr. 97" });

test("a poster says what the draft says", () => {
  const { title, starts_at, ends_at, timezone, location, language } = { ...DRAFT, language: "he" };
  expect(posterOf({ ...DRAFT, language }, {})).toEqual({
    title,
    starts_at,
    ends_at,
    timezone,
    location,
    language,
  });
});

test.each([
  ["/title", { title: "" }, { title: "Your event" }],
  [
    "/location/name",
    { location: { kind: "venue", name: "" } },
    { location: { kind: "venue", name: "Your venue" } },
  ],
  [
    "/location/url",
    { location: { kind: "online", url: "x" } },
    { location: { kind: "online", url: "https://example.com/" } },
  ],
  ["/ends_at", { ends_at: "" }, { ends_at: DRAFT.ends_at }],
  ["/language", { language: "english (UK)" }, { language: undefined }],
] as const)("what is wrong at %s has something in its place", (pointer, wrong, expected) => {
  expect(posterOf({ ...DRAFT, ...wrong }, { [pointer]: "No." })).toEqual({
    ...posterOf(DRAFT, {}),
    ...expected,
  });
});
