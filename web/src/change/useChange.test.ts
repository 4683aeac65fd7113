// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ProblemName } from "../contract/types";
import { changing } from "../intent";
import { account, forgetRequests, keys, refused, server } from "../testing";
import { bodyOf } from "./content";
import { formOf } from "./form";
import { content } from "./samples";
import { storedEdit, storeEdit } from "./storage";
import { type Change, useChange } from "./useChange";

vi.mock("../api", () => import("../testing"));

const CHANGED = {
  event_id: "e1",
  slug: "jazz",
  public_url: "",
  revision: 4,
  changed_at: "",
  changed: ["/title"],
};
const form = formOf(content({ title: "Blues" }));
const RENAMED: Change = { revision: 3, body: bodyOf(content({ title: "Blues" })), form };

beforeEach(() => {
  localStorage.clear();
  forgetRequests();
});
afterEach(cleanup);

async function sent(change: Change, ...answers: unknown[]) {
  server.answers = answers;
  const onChanged = vi.fn();
  const { result, unmount } = renderHook(() => useChange(account, "e1", onChanged));
  await act(() => result.current.send(change));
  unmount();
  return { ...result.current, onChanged };
}

test("a change goes out under its key, over the revision that was looked at", async () => {
  const { onChanged, refusal } = await sent(RENAMED, CHANGED);

  expect(server.requests).toMatchObject([
    {
      method: "PUT",
      path: "/api/events/e1",
      body: JSON.stringify(RENAMED.body),
      headers: { "If-Match": '"3"' },
    },
  ]);
  expect(onChanged).toHaveBeenCalledWith(CHANGED, RENAMED);
  expect(refusal).toBeUndefined();
  expect(changing("e1").current()).toBeUndefined();
});

test("taking the page down sends no body", async () => {
  await sent({ revision: 3 }, CHANGED);

  expect(server.requests[0]).toMatchObject({ method: "DELETE", path: "/api/events/e1" });
  expect(server.requests[0]).not.toHaveProperty("body");
});

test("a change whose answer was lost is the same change the next time", async () => {
  const { refusal } = await sent(RENAMED, refused("unavailable"));
  expect(refusal).toMatchObject({ refused: { problem: "unavailable" }, sent: RENAMED });

  await sent(RENAMED, CHANGED);

  expect(new Set(keys()).size).toBe(1);
  expect(keys()).toHaveLength(2);
});

test("another change, or the same over another revision, is another", async () => {
  await sent(RENAMED, refused("unavailable"));
  await sent({ ...RENAMED, body: bodyOf(content({ title: "Rock" })) }, refused("unavailable"));
  await sent({ ...RENAMED, revision: 4 }, CHANGED);

  expect(new Set(keys()).size).toBe(3);
});

test.each<ProblemName>(["stale-revision", "key-reused", "forbidden", "not-found", "event-purged"])(
  "a key is not used again after %s",
  async (problem) => {
    await sent(RENAMED, refused(problem));

    expect(changing("e1").current()).toBeUndefined();
  },
);

test("what a reload interrupted goes on by itself, and only once", async () => {
  const { key } = changing("e1").begin("ada", RENAMED);
  server.answers = [CHANGED];
  const onChanged = vi.fn();

  const { unmount } = renderHook(() => useChange(account, "e1", onChanged));
  await vi.waitFor(() => expect(onChanged).toHaveBeenCalledWith(CHANGED, RENAMED));
  unmount();
  renderHook(() => useChange(account, "e1", onChanged));

  expect(keys()).toEqual([key]);
});

test("what somebody else, or another event, had under way does not", () => {
  changing("e1").begin("bob", RENAMED);
  changing("e2").begin("ada", RENAMED);

  renderHook(() => useChange(account, "e1", () => {}));

  expect(server.requests).toEqual([]);
});

test("an edit that is saved is none any more; what was typed meanwhile stays", async () => {
  storeEdit("ada", "e1", { revision: 3, base: content(), form });
  await sent(RENAMED, refused("unavailable"));
  expect(storedEdit("ada", "e1")?.form).toEqual(form);
  await sent(RENAMED, CHANGED);
  expect(storedEdit("ada", "e1")).toBeUndefined();

  storeEdit("ada", "e1", { revision: 3, base: content(), form: { ...form, note: "More." } });
  await sent(RENAMED, CHANGED);
  await sent({ revision: 4 }, CHANGED); // no edit at all

  expect(storedEdit("ada", "e1")?.form.note).toBe("More.");
});
