// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { OwnEvent } from "../events";
import { full } from "../testing";
import { contentFrom, formOf } from "./form";
import { content, ownEvent } from "./samples";
import { nameFor, storedEdit } from "./storage";
import { useEdit } from "./useEdit";

const NAME = nameFor("ada", "e1");

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const edited = (event = ownEvent()) =>
  renderHook(({ event }: { event: OwnEvent }) => useEdit("ada", event), { initialProps: { event } });

/** As another tab stores it: then this one hears of it. */
function elsewhere(value: string | null): void {
  if (value === null) localStorage.removeItem(NAME);
  else localStorage.setItem(NAME, value);
  act(() => void dispatchEvent(new StorageEvent("storage", { key: NAME, newValue: value })));
}

test("until something is typed the edit follows the event", () => {
  const { result, rerender } = edited();
  expect(result.current.isTouched).toBe(false);

  rerender({ event: ownEvent({ title: "Rock" }, { revision: 1 }) });

  expect(result.current.edit).toMatchObject({ revision: 1, form: { title: "Rock" } });
  expect(localStorage).toHaveLength(0);
});

test("what is typed is kept over a reload, with the revision that it was typed over", () => {
  const first = edited();
  act(() => first.result.current.change({ title: "Blues" }));
  act(() => first.result.current.change({ note: "New." }));
  first.unmount();

  const { result } = edited(ownEvent({ title: "Rock" }, { revision: 1 }));

  expect(result.current.edit).toMatchObject({ revision: 0, form: { title: "Blues", note: "New." } });
  expect(result.current.edit.base).toEqual(content());
});

test("a space that is typed stays, and what is typed back is no edit to come back to", () => {
  const { result } = edited();

  act(() => result.current.change({ title: "Jazz " }));
  expect(result.current.edit.form.title).toBe("Jazz ");
  act(() => result.current.change({ title: "Jazz" }));

  expect(storedEdit("ada", "e1")).toBeUndefined();
});

test("another tab's typing is seen here, and its saving or discarding too", () => {
  const { result } = edited();
  const typed = { revision: 0, base: content(), form: formOf(content({ title: "Blues" })) };

  elsewhere(JSON.stringify(typed));
  expect(result.current.edit.form.title).toBe("Blues");
  expect(result.current.isGone).toBe(false);
  elsewhere(null);

  expect(result.current.edit.form.title).toBe("Jazz");
  expect(result.current.isGone).toBe(true);
});

test.each(['{"revision": 0}', '{"revision": "x", "base": {}, "form": {}}', "[]", "{", "null"])(
  "a damaged edit (%s) is none",
  (text) => {
    localStorage.setItem(NAME, text);

    const { result } = edited();

    expect(result.current.edit.form.title).toBe("Jazz");
    expect(result.current.isTouched).toBe(false);
  },
);

test("what an older version did not store is as it was", () => {
  localStorage.setItem(
    NAME,
    JSON.stringify({ revision: 0, base: content(), form: { title: "Blues", kind: "moon" } }),
  );

  const { result } = edited();

  expect(result.current.edit.form).toEqual({ ...formOf(content()), title: "Blues" });
});

test("a cover that was chosen is kept over a reload, and an edit of a version that knew none goes on", () => {
  const first = edited();
  act(() => first.result.current.change({ cover: { kind: "generated" } }));
  first.unmount();
  expect(edited().result.current.edit.form.cover).toEqual({ kind: "generated" });

  const { cover, ...base } = content();
  localStorage.setItem(NAME, JSON.stringify({ revision: 0, base, form: { title: "Blues", cover: "moon" } }));

  const { edit } = edited().result.current;
  expect(edit.base).toEqual(content());
  expect(edit.form).toEqual({ ...formOf(content()), title: "Blues" });
});

test("over what was saved meanwhile only the chosen fields are typed again", () => {
  const { result, rerender } = edited();
  act(() => result.current.change({ title: "Blues", venue: "Mine" }));
  const theirs = ownEvent({ title: "Rock", description: "Theirs." }, { revision: 1 });
  rerender({ event: theirs });

  act(() => result.current.rebase(["where"]));

  const { revision, base, form } = result.current.edit;
  expect(revision).toBe(1);
  expect(base).toEqual(theirs.content);
  expect(contentFrom(form, base)).toMatchObject({
    title: "Rock",
    description: "Theirs.",
    location: { name: "Mine" },
  });
  expect(storedEdit("ada", "e1")?.revision).toBe(1);
});

test("a new date puts on again what was postponed, unless that is chosen otherwise", () => {
  const { result } = edited(ownEvent({ status: "postponed" }));

  act(() => result.current.change({ starts: "2027-07-12T19:30" }));
  expect(result.current.edit.form.status).toBe("scheduled");
  act(() => result.current.change({ status: "postponed" }));
  act(() => result.current.change({ starts: "2027-07-13T19:30" }));

  expect(result.current.edit.form.status).toBe("postponed");
});

test("the note of a postponement goes when it is on again, and one that was typed stays", () => {
  const { result } = edited(ownEvent({ status: "postponed", note: "A new date follows." }));

  act(() => result.current.change({ starts: "2027-07-12T19:30" }));
  expect(result.current.edit.form).toMatchObject({ status: "scheduled", note: "" });
  act(() => result.current.change({ status: "postponed" }));
  expect(result.current.edit.form.note).toBe("A new date follows.");
  act(() => result.current.change({ note: "In the garden." }));
  act(() => result.current.change({ status: "scheduled" }));

  expect(result.current.edit.form.note).toBe("In the garden.");
});

test("what the browser has no room for is still here, and that is said", () => {
  const { result } = edited();
  vi.stubGlobal("localStorage", full(localStorage));

  act(() => result.current.change({ title: "Blues" }));
  expect(result.current.edit.form.title).toBe("Blues");
  expect(result.current.isKept).toBe(false);
  vi.unstubAllGlobals();
  act(() => result.current.change({ note: "New." }));

  expect(result.current.isKept).toBe(true);
  expect(storedEdit("ada", "e1")?.form).toMatchObject({ title: "Blues", note: "New." });
});

test("a discarded edit is gone, here and in the browser", () => {
  const { result } = edited();
  act(() => result.current.change({ title: "Blues" }));

  act(() => result.current.discard());

  expect(result.current.edit.form.title).toBe("Jazz");
  expect(localStorage).toHaveLength(0);
});
