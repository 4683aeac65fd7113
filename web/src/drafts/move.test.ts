// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { full } from "../testing";
import { accountOf, FakeServer } from "./fakeServer";
import { keysHere, local } from "./local";
import { move } from "./move";
import { remote } from "./remote";
import { type Sync, sync } from "./sync";

const OLD = "3f0c2a52-1b1d-4a7e-9f0e-6f1f8d1f0a11";
const FIELDS = { title: "Jazz", venue: "Kesselhaus" };
const room = localStorage;
let server: FakeServer;
let draft: Sync;

/** A draft that the server has, of a key that it takes nothing more under. */
beforeEach(async () => {
  localStorage.clear();
  server = new FakeServer();
  draft = sync("ada", OLD, remote(accountOf("ada")), { isFresh: true });
  draft.edit(FIELDS);
  await draft.flush();
  server.taken.add(OLD);
});
afterEach(() => void vi.unstubAllGlobals());

const moved = () => move(draft, "ada", OLD, remote(accountOf("ada")));

test("a draft is moved at once where this browser has room for it, and the old one removed", async () => {
  const fresh = (await moved()) ?? "";

  expect(local("ada", fresh).edits()).toEqual(FIELDS);
  expect(keysHere("ada")).toEqual([fresh]);
  await vi.waitFor(() => expect(server.drafts.size).toBe(0));
});

test("without room here the server has all of it before the old one goes, also what is typed meanwhile", async () => {
  vi.stubGlobal("localStorage", full(room));
  server.before = async () => {
    server.before = async () => {};
    draft.edit({ title: "Jazz Night" });
  };

  const fresh = (await moved()) ?? "";

  expect(server.texts(fresh)).toEqual({ ...FIELDS, title: "Jazz Night" });
  await vi.waitFor(() => expect([...server.drafts.keys()]).toEqual([fresh]));
});

test("where neither this browser nor the server takes it, the draft stays what and where it was", async () => {
  vi.stubGlobal("localStorage", full(room));
  server.isReachable = false;

  expect(await moved()).toBeUndefined();

  expect(server.texts(OLD)).toEqual(FIELDS);
  expect(keysHere("ada")).toEqual([OLD]);
  expect(draft.snapshot().fields).toEqual(FIELDS);
});
