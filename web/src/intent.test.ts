// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import type { Draft } from "./draft";
import { changing, publishing } from "./intent";
import { full } from "./testing";

const DRAFT: Draft = {
  title: "Jazz",
  description: "",
  starts_at: "2027-06-12T19:30:00+02:00",
  ends_at: "2027-06-12T23:00:00+02:00",
  timezone: "Europe/Berlin",
  location: { kind: "venue", name: "Kesselhaus" },
  tickets: [],
  visibility: "public",
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const { current, forget, store } = publishing;
const intentFor = (uid: string, draft: Draft, photo?: string) => publishing.begin(uid, [draft, photo]);
const isPending = (uid: string, draft: Draft, photo?: string) => publishing.isPending(uid, [draft, photo]);

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

test("the same draft of the same person keeps its key over a reload", () => {
  const { key } = intentFor("ada", DRAFT, "photo");

  expect(key).toMatch(UUID);
  expect(intentFor("ada", { ...DRAFT }, "photo").key).toBe(key);
});

test.each([
  ["another account", () => intentFor("bob", DRAFT, "photo")],
  ["another draft", () => intentFor("ada", { ...DRAFT, title: "Blues" }, "photo")],
  ["another photo", () => intentFor("ada", DRAFT, "other")],
  ["no photo", () => intentFor("ada", DRAFT, undefined)],
])("%s gets a key of its own, and uploads again", (_, another) => {
  const first = store({ ...intentFor("ada", DRAFT, "photo"), upload: "uploads/ada/1" });

  expect(another().key).not.toBe(first.key);
  expect(current()?.upload).toBeUndefined();
});

test("an upload is remembered for the next attempt", () => {
  store({ ...intentFor("ada", DRAFT, "photo"), upload: "uploads/ada/1", isPending: false });

  expect(intentFor("ada", DRAFT, "photo")).toMatchObject({ upload: "uploads/ada/1", isPending: true });
});

test("only this very draft of this very person is pending", () => {
  expect(isPending("ada", DRAFT, "photo")).toBe(false);
  const intent = intentFor("ada", DRAFT, "photo");

  expect(isPending("ada", DRAFT, "photo")).toBe(true);
  expect(isPending("bob", DRAFT, "photo")).toBe(false);
  expect(isPending("ada", { ...DRAFT, title: "Blues" }, "photo")).toBe(false);
  expect(isPending("ada", DRAFT, undefined)).toBe(false);
  store({ ...intent, isPending: false });
  expect(isPending("ada", DRAFT, "photo")).toBe(false);
});

test("a forgotten intent is removed, and its key with it", () => {
  const { key } = intentFor("ada", DRAFT, undefined);
  forget();

  expect(current()).toBeUndefined();
  expect(intentFor("ada", DRAFT, undefined).key).not.toBe(key);
});

test("a damaged entry is as good as none", () => {
  intentFor("ada", DRAFT, undefined);
  const name = sessionStorage.key(0) ?? "";
  expect(name).toBe("publish-event:intent");
  sessionStorage.setItem(name, "{");

  expect(current()).toBeUndefined();
  expect(isPending("ada", DRAFT, undefined)).toBe(false);
  expect(intentFor("ada", DRAFT, undefined).key).toMatch(UUID);
});

test("each event has one change under way, which every tab of the browser can see", () => {
  const change = { revision: 1, body: { title: "Blues" } };
  const { key } = changing("e1").begin("ada", change);

  expect(changing("e1").begin("ada", { ...change }).key).toBe(key);
  expect(changing("e2").current()).toBeUndefined();
  expect(changing("e1").begin("ada", { ...change, revision: 2 }).key).not.toBe(key);
  expect(localStorage).toHaveLength(1);
  expect(sessionStorage).toHaveLength(0);
});

test("where the browser has no room, an intent keeps its key until the page is left", () => {
  const slot = changing("e1");
  slot.begin("ada", { revision: 1 });
  vi.stubGlobal("localStorage", full(localStorage));

  const { key } = slot.begin("ada", { revision: 2 });
  expect(slot.begin("ada", { revision: 2 }).key).toBe(key);
  expect(slot.isPending("ada", { revision: 2 })).toBe(true);
  slot.forget();
  vi.unstubAllGlobals();

  expect(slot.current()).toBeUndefined();
  expect(slot.begin("ada", { revision: 2 }).key).not.toBe(key);
});
