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

const own = (title: string, changes: Partial<OwnEvent> = {}): Partial<OwnEvent> => ({
  id: title,
  slug: title,
  title,
  timezone: "UTC",
  starts_at: new Date(Date.now() + 86_400_000),
  ends_at: new Date(Date.now() + 90_000_000),
  cover: { state: "ready", url: null },
  ...changes,
});
const at = (days: number) => ({
  starts_at: new Date(Date.now() + days * 86_400_000),
  ends_at: new Date(Date.now() + days * 86_400_000 + 3_600_000),
});

test("events are upcoming, past, or cancelled and taken down; a dead page has no link", () => {
  shown.events = [
    own("later", at(9)),
    own("down", { unpublished_at: new Date() }),
    own("sooner", at(2)),
    own("long ago", at(-9)),
    own("yesterday", at(-1)),
    own("off", { status: "cancelled", ...at(-3) }),
    own("postponed", { status: "postponed", ...at(3) }),
  ];

  render(<Dashboard account={account} />);

  const groups = screen
    .getAllByRole("region")
    .map((group) => [
      group.querySelector("h2")?.textContent,
      ...[...group.querySelectorAll("li")].map((item) => [
        item.querySelector("h3")?.textContent,
        item.querySelector(".badge")?.textContent,
        item.querySelectorAll("button").length,
      ]),
    ]);
  expect(groups).toEqual([
    ["Upcoming", ["sooner", "Live", 1], ["postponed", "Postponed", 1], ["later", "Live", 1]],
    ["Past", ["yesterday", "Over", 1], ["long ago", "Over", 1]],
    ["Cancelled or taken down", ["down", "Taken down", 0], ["off", "Cancelled", 1]],
  ]);
});

test("a cover is fetched in the width that fits, and not before it is scrolled to", () => {
  const cover = { state: "ready", url: "/1600.webp", width: 1600, height: 900 };
  const sizes = { "1600": "/1600.webp", "400": "/400.webp", "800": "/800.webp" };
  shown.events = [own("new", { cover: { ...cover, sizes } }), own("version 1", { cover })];

  const { container } = render(<Dashboard account={account} />);

  const [image, old] = container.querySelectorAll("img");
  expect(image?.getAttribute("srcset")).toBe("/400.webp 400w, /800.webp 800w, /1600.webp 1600w");
  expect(image?.getAttribute("sizes")).toContain("24rem");
  expect(image?.getAttribute("loading")).toBe("lazy");
  expect(old?.getAttribute("src")).toBe("/1600.webp");
  expect(old?.hasAttribute("srcset")).toBe(false);
});
