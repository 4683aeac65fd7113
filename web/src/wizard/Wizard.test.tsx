// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Published } from "../contract/types";
import { publishing as intents } from "../intent";
import type { Account } from "../session";
import { draftOf, empty } from "./form";
import { storeDraft, storedDraft } from "./storage";
import Wizard from "./Wizard";

const publishing = vi.hoisted(() => ({ onPublished: (_: Published) => {} }));
vi.mock("../session", () => ({}));
vi.mock("../usePublish", () => ({
  isPending: () => false,
  usePublish: (_: Account, onPublished: (published: Published) => void) => {
    publishing.onPublished = onPublished;
    return { publish: () => {}, isPublishing: false, uploaded: 0, waiting: "" };
  },
}));

const account = { user: { uid: "ada" } } as Account;
const FORM = { ...empty(), title: "Jazz", venue: "Kesselhaus" };
const removed: string[] = [];

beforeEach(() => {
  localStorage.clear();
  removed.length = 0;
  vi.stubGlobal("scrollTo", () => {});
  vi.stubGlobal("caches", {
    match: async () => undefined,
    open: async () => ({ delete: async (path: string) => void removed.push(path) }),
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("what was published is not the next draft: text, photo and key are removed", async () => {
  storeDraft("ada", FORM);
  intents.begin("ada", [draftOf(FORM), undefined]);
  render(<Wizard account={account} step="" />);
  await screen.findByDisplayValue("Jazz");

  act(() => publishing.onPublished({ event_id: "1", slug: "jazz", public_url: "", published_at: "" }));

  expect(storedDraft("ada")).toBeUndefined();
  expect(intents.current()).toBeUndefined();
  await vi.waitFor(() => expect(removed).toEqual(["/draft-photo/ada"]));
  expect(location.pathname).toBe("/dashboard/events/1/success");
});

test.each([
  '{"tickets": 5, "title": "Jazz"}',
  '{"tickets": [null], "kind": "moon", "title": "Jazz"}',
  '"text"',
  "{",
])("a damaged draft (%s) leaves a wizard that works", async (text) => {
  localStorage.setItem("publish-event:draft:ada", text);

  render(<Wizard account={account} step="" />);

  const title = (await screen.findByLabelText("Title")) as HTMLInputElement;
  expect(title.value).toBe(text.includes("Jazz") ? "Jazz" : "");
});
