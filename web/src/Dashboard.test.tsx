// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import Dashboard from "./Dashboard";
import type { OwnEvent } from "./events";
import type { Account } from "./session";
import { empty } from "./wizard/form";
import { storeDraft, storedDraft } from "./wizard/storage";

const shown = vi.hoisted(() => ({ events: [] as unknown }));
vi.mock("./events", () => ({ useEvents: () => shown.events }));

const account = {
  session: { publicUrl: "https://events.example" },
  user: { uid: "ada" },
} as Account;
const removed: string[] = [];

beforeEach(() => {
  localStorage.clear();
  removed.length = 0;
  shown.events = [];
  vi.stubGlobal("caches", {
    open: async () => ({ delete: async (path: string) => void removed.push(path) }),
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a discarded draft is removed, here and in the browser, and its photo with it", async () => {
  storeDraft("ada", { ...empty(), title: "Jazz" });
  render(<Dashboard account={account} />);
  expect(screen.getByText("Jazz")).toBeTruthy();

  fireEvent.click(screen.getByText("Discard"));

  expect(screen.queryByText("Jazz")).toBeNull();
  expect(storedDraft("ada")).toBeUndefined();
  await vi.waitFor(() => expect(removed).toEqual(["/draft-photo/ada"]));
});

test("a draft without a title is shown as such; without a draft there is nothing to discard", () => {
  render(<Dashboard account={account} />);
  expect(screen.queryByText("Discard")).toBeNull();
  cleanup();
  storeDraft("ada", { ...empty(), venue: "Kesselhaus" });

  render(<Dashboard account={account} />);

  expect(screen.getByText("Untitled event")).toBeTruthy();
});

test("an event is copied with the public address, wherever the dashboard is open", async () => {
  const event: Partial<OwnEvent> = {
    id: "1",
    slug: "jazz",
    title: "Jazz",
    timezone: "Europe/Berlin",
    starts_at: new Date("2027-06-12T17:30:00Z"),
    ends_at: new Date("2027-06-12T21:00:00Z"),
    cover: { url: null } as OwnEvent["cover"],
  };
  shown.events = [event];
  const copied: string[] = [];
  vi.stubGlobal("navigator", { clipboard: { writeText: async (text: string) => void copied.push(text) } });
  render(<Dashboard account={account} />);
  expect(screen.getByText("Sat 12 June 2027, 19:30 – 23:00 CEST")).toBeTruthy();

  fireEvent.click(screen.getByText("Copy link"));

  await vi.waitFor(() => expect(copied).toEqual(["https://events.example/e/jazz"]));
});

test("events that could not be loaded are no empty dashboard", () => {
  shown.events = new Error("permission-denied");

  render(<Dashboard account={account} />);

  expect(screen.getByRole("alert").textContent).toContain("We could not load your events");
  expect(screen.queryByText("No events yet")).toBeNull();
});
