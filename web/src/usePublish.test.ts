// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { ProblemName } from "./contract/types";
import { publishing } from "./intent";
import { account, forgetRequests, keys, refused, server } from "./testing";
import { type Attempt, isPending, usePublish } from "./usePublish";
import { draftOf, empty } from "./wizard/form";

vi.mock("./api", () => import("./testing"));

const draft = draftOf({ ...empty(), title: "Jazz", venue: "Kesselhaus" });
const KEY = "3f0c2a52-1b1d-4a7e-9f0e-6f1f8d1f0a11";
const PUBLISHED = { event_id: "1", slug: "jazz", public_url: "https://e.example/e/jazz", published_at: "" };
const UPLOADED = { cover_upload: "uploads/ada/1" };
const upload = async () => UPLOADED.cover_upload;

beforeEach(() => {
  sessionStorage.clear();
  forgetRequests();
});

async function publish(answers: unknown[], attempt: Partial<Attempt> = {}) {
  server.answers = answers;
  const onPublished = vi.fn();
  const { result } = renderHook(() => usePublish(account, KEY, onPublished));
  await act(() => result.current.publish({ draft, mistakes: {}, ...attempt }));
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
  expect(keys()).toEqual([KEY]);
});

test("a photo that is still on its way is waited for, and named in the draft", async () => {
  await publish([PUBLISHED], { upload });

  expect(JSON.parse(String(server.requests[0]?.body))).toEqual({ ...draft, ...UPLOADED });
  expect(isPending("ada", KEY, { ...draft, ...UPLOADED })).toBe(true);
});

test("a draft whose photo does not arrive is not published", async () => {
  const lost = async () => {
    throw refused("unavailable");
  };

  const { refusal } = await publish([PUBLISHED], { upload: lost });

  expect(refusal?.refused.problem).toBe("unavailable");
  expect(server.requests).toEqual([]);
});

test("a photo that arrived before stays named in the draft", async () => {
  await publish([PUBLISHED], { draft: { ...draft, ...UPLOADED } });

  expect(JSON.parse(String(server.requests[0]?.body))).toEqual({ ...draft, ...UPLOADED });
});

test("a photo takes the place of the cover that was kept of an earlier event", async () => {
  await publish([PUBLISHED], { upload, draft: { ...draft, cover: { kind: "composed", design: 1 } } });

  expect(JSON.parse(String(server.requests[0]?.body))).toEqual({ ...draft, ...UPLOADED });
});

test("every attempt uses the draft's key", async () => {
  const { refusal } = await publish([refused("unavailable")]);
  expect(refusal?.refused.problem).toBe("unavailable");
  expect(publishing.current()?.isPending).toBe(false);

  await publish([PUBLISHED], { draft: { ...draft, title: "Blues" } });

  expect(keys()).toEqual([KEY, KEY]);
});

test.each<ProblemName>(["key-in-use", "key-reused", "forbidden"])(
  "an attempt that another one has decided (%s) does not go on after a reload",
  async (problem) => {
    await publish([refused(problem)]);

    expect(publishing.current()).toBeUndefined();
  },
);

test("while another tab publishes the draft this one waits, and says so", async () => {
  let release = () => {};
  const free = new Promise<void>((resolve) => {
    release = resolve;
  });
  vi.stubGlobal("navigator", {
    locks: {
      async request(_: string, ...[first, second]: unknown[]) {
        const work = (second ?? first) as (lock: unknown) => unknown;
        if (second) return work(null); // if it is available: it is not
        await free;
        return work({});
      },
    },
  });
  server.answers = [PUBLISHED];
  const { result } = renderHook(() => usePublish(account, KEY, () => {}));
  const attempt = result.current.publish({ draft, mistakes: {} });
  await vi.waitFor(() => expect(result.current.waiting).toBe("You are publishing it in another tab."));
  expect(server.requests).toEqual([]);

  release();

  await act(() => attempt);
  expect(server.requests).toHaveLength(1);
  vi.unstubAllGlobals();
});

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
  const { result } = renderHook(() => usePublish(account, KEY, () => {}));

  await act(async () => {
    const attempt = { draft, mistakes: {} };
    await Promise.all([result.current.publish(attempt), result.current.publish(attempt)]);
  });

  expect(server.requests).toHaveLength(1);
});
