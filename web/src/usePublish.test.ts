// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { ProblemName } from "./contract/types";
import { publishing } from "./intent";
import type { Photo } from "./photo";
import { account, forgetRequests, keys, refused, server } from "./testing";
import { type Attempt, usePublish } from "./usePublish";
import { draftOf, empty } from "./wizard/form";

vi.mock("./api", () => import("./testing"));

const draft = draftOf({ ...empty(), title: "Jazz", venue: "Kesselhaus" });
const photo: Photo = { id: "photo", blob: new Blob(["x"], { type: "image/jpeg" }), url: "blob:x" };
const PUBLISHED = { event_id: "1", slug: "jazz", public_url: "https://e.example/e/jazz", published_at: "" };
const UPLOADED = { cover_upload: "uploads/ada/1" };

beforeEach(() => {
  sessionStorage.clear();
  forgetRequests();
});

async function publish(answers: unknown[], attempt: Partial<Attempt> = {}) {
  server.answers = answers;
  const onPublished = vi.fn();
  const { result } = renderHook(() => usePublish(account, onPublished));
  await act(() => result.current.publish({ draft, photo: undefined, mistakes: {}, ...attempt }));
  return { ...result.current, onPublished };
}

test("the draft is sent under its key, and the answer handed on", async () => {
  const { onPublished, refusal, isPublishing } = await publish([PUBLISHED]);

  expect(onPublished).toHaveBeenCalledWith(PUBLISHED);
  expect(refusal).toBeUndefined();
  expect(isPublishing).toBe(false);
  expect(server.requests).toMatchObject([
    { method: "POST", path: "/api/events/publish", body: JSON.stringify(draft) },
  ]);
  expect(keys()).toEqual([publishing.current()?.key]);
});

test("a photo is uploaded first, and named in the draft", async () => {
  await publish([UPLOADED, PUBLISHED], { photo });

  expect(server.requests.map(({ path }) => path)).toEqual(["/api/covers", "/api/events/publish"]);
  expect(server.requests[0]?.body).toBe(photo.blob);
  expect(JSON.parse(String(server.requests[1]?.body))).toEqual({ ...draft, ...UPLOADED });
});

test("a photo takes the place of the cover that was kept of an earlier event", async () => {
  await publish([UPLOADED, PUBLISHED], {
    photo,
    draft: { ...draft, cover: { kind: "composed", design: 1 } },
  });

  expect(JSON.parse(String(server.requests[1]?.body))).toEqual({ ...draft, ...UPLOADED });
});

test("the next attempt uses the same key and the same upload", async () => {
  const { refusal } = await publish([UPLOADED, refused("unavailable")], { photo });
  expect(refusal?.refused.problem).toBe("unavailable");
  expect(publishing.current()?.isPending).toBe(false);

  await publish([PUBLISHED], { photo });

  expect(server.requests.map(({ path }) => path)).toEqual([
    "/api/covers",
    "/api/events/publish",
    "/api/events/publish",
  ]);
  expect(new Set(keys()).size).toBe(1);
});

test.each<ProblemName>(["key-in-use", "key-reused", "forbidden"])(
  "a key that cannot be used again (%s) is not",
  async (problem) => {
    await publish([refused(problem)]);
    expect(publishing.current()).toBeUndefined();

    await publish([PUBLISHED]);

    expect(new Set(keys()).size).toBe(2);
  },
);

test("a session that ended leaves the attempt pending, to be continued after signing in", async () => {
  await publish([refused("unauthenticated")]);

  expect(publishing.current()?.isPending).toBe(true);
});

test("a draft with mistakes is not sent", async () => {
  const { refusal, onPublished } = await publish([], { mistakes: { "/title": "Give your event a title" } });

  expect(refusal?.refused.fields).toEqual({ "/title": "Give your event a title" });
  expect(server.requests).toEqual([]);
  expect(onPublished).not.toHaveBeenCalled();
});

test("a second click while it publishes does nothing", async () => {
  server.answers = [PUBLISHED, PUBLISHED];
  const { result } = renderHook(() => usePublish(account, () => {}));

  await act(async () => {
    const attempt = { draft, photo: undefined, mistakes: {} };
    await Promise.all([result.current.publish(attempt), result.current.publish(attempt)]);
  });

  expect(server.requests).toHaveLength(1);
});
