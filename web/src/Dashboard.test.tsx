// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import Dashboard from "./Dashboard";
import { accountOf, FakeServer } from "./drafts/fakeServer";
import { local } from "./drafts/local";
import { remote } from "./drafts/remote";
import type { OwnEvent } from "./events";
import type { Account } from "./session";

const shown = vi.hoisted(() => ({ events: [] as unknown }));
vi.mock("./events", async () => {
  const { contentOf } = await import("./change/content");
  const content = contentOf({
    title: "Jazz",
    timezone: "UTC",
    location: { kind: "venue", name: "Kesselhaus", address: "" },
    starts_at: "2027-06-12T17:30:00Z",
    ends_at: "2027-06-12T21:00:00Z",
  });
  return { useEvents: () => shown.events, eventOnce: async () => ({ content }) };
});

const ada = accountOf("ada");
const account: Account = { ...ada, session: { ...ada.session, publicUrl: "https://events.example" } };
const [ONE, OTHER] = ["3f0c2a52-1b1d-4a7e-9f0e-6f1f8d1f0a11", "3f0c2a52-1b1d-4a7e-9f0e-6f1f8d1f0a12"];
/** The photos that were removed from this browser. */
const removed: string[] = [];
let server: FakeServer;

beforeEach(() => {
  localStorage.clear();
  removed.length = 0;
  vi.stubGlobal("caches", {
    match: async () => undefined,
    open: async () => ({ delete: async (path: string) => void removed.push(path) }),
  });
  server = new FakeServer();
  shown.events = [];
});
afterEach(cleanup); // and the stubs stay: what a dashboard asked for may still be on its way

const SLOW_MS = 20_000; // it loads what an edit of an event needs
const titles = () =>
  screen.queryAllByText(/Edited/).map((line) => line.parentElement?.querySelector("b")?.textContent);

test("drafts of every device are listed, the latest first, and open under their keys", async () => {
  await remote(account).create(ONE, { title: "Jazz" });
  await remote(account).create(OTHER, { venue: "Kesselhaus" });

  render(<Dashboard account={account} />);

  await vi.waitFor(() => expect(titles()).toEqual(["Untitled event", "Jazz"]));
  expect(screen.getByText("Drafts")).toBeTruthy();
  expect(screen.getByLabelText("Continue Jazz").getAttribute("href")).toBe(`/new?draft=${ONE}`);
});

test("events wait for the drafts that stand above them, as long as there may be any", async () => {
  shown.events = [own("Jazz", at(2))];
  await remote(account).create(ONE, { title: "Draft" });
  const { container } = render(<Dashboard account={account} />);
  expect(screen.queryByText("Upcoming")).toBeNull();

  expect(await screen.findByText("Upcoming")).toBeTruthy();
  expect([...container.querySelectorAll("h2")].map((each) => each.textContent)).toEqual([
    "Drafts",
    "Upcoming",
  ]);
  cleanup();

  server.isReachable = false;
  render(<Dashboard account={account} />);
  expect(await screen.findByText("Upcoming")).toBeTruthy();
});

test("more than a hundred drafts are listed, the latest first", async () => {
  const keyOf = (count: number) => `${String(count).padStart(8, "0")}${ONE.slice(8)}`;
  for (let count = 0; count <= 100; count++)
    await remote(account).create(keyOf(count), { title: `Jazz ${count}` });

  render(<Dashboard account={account} />);

  await vi.waitFor(() => expect(titles()).toHaveLength(101));
  expect([titles()[0], titles().at(-1)]).toEqual(["Jazz 100", "Jazz 0"]);
});

test("without drafts nothing is said of them", async () => {
  render(<Dashboard account={account} />);
  await vi.waitFor(() => expect(server.requests).not.toEqual([]));

  expect(screen.queryByText("Drafts")).toBeNull();
});

test("a discarded draft is gone from the server, and Undo brings all of it back", async () => {
  await remote(account).create(ONE, { title: "Jazz", venue: "Kesselhaus", "tickets/1/order": "1" });
  const before = server.texts(ONE);
  render(<Dashboard account={account} />);

  fireEvent.click(await screen.findByLabelText("Discard Jazz"));
  fireEvent.click(await screen.findByLabelText("Undo: keep Jazz"));

  await vi.waitFor(() => expect(titles()).toEqual(["Jazz"]));
  expect(server.texts(ONE)).toEqual(before);
  fireEvent.click(screen.getByLabelText("Discard Jazz"));
  await screen.findByText("Discarded");
  expect(server.drafts.size).toBe(0);
  expect(localStorage).toHaveLength(0);
});

test("a draft that was discarded here and taken back elsewhere is listed as any other", async () => {
  await remote(account).create(ONE, { title: "Jazz" });
  render(<Dashboard account={account} />);
  fireEvent.click(await screen.findByLabelText("Discard Jazz"));
  await screen.findByText("Discarded");

  await remote(account).create(ONE, { title: "Jazz" });
  fireEvent(window, new Event("focus"));

  await vi.waitFor(() => expect(titles()).toEqual(["Jazz"]));
  expect(screen.queryByText("Discarded")).toBeNull();
});

test("the photo of a draft that is discarded, here or elsewhere, does not stay in this browser", async () => {
  await remote(account).create(ONE, { title: "Jazz" });
  local("ada", OTHER).storeCopy({ fields: { title: "Blues" }, at: "2027-06-12T00:00:00Z", editedAt: 0 });
  render(<Dashboard account={account} />);
  await vi.waitFor(() => expect(removed).toEqual([`/draft-photo/ada/${OTHER}`]));

  fireEvent.click(await screen.findByLabelText("Discard Jazz"));

  await vi.waitFor(() => expect(removed).toContain(`/draft-photo/ada/${ONE}`));
});

test("a draft is not discarded while the server cannot be reached", async () => {
  await remote(account).create(ONE, { title: "Jazz" });
  render(<Dashboard account={account} />);
  const discard = await screen.findByLabelText("Discard Jazz");
  server.isReachable = false;

  fireEvent.click(discard);

  expect((await screen.findByRole("alert")).textContent).toContain("The draft is still there");
  expect(server.texts(ONE)).toEqual({ title: "Jazz" });
});

test("what a closed tab has left is sent, and listed meanwhile", async () => {
  server.isReachable = false;
  local("ada", ONE).add({ title: "Jazz" });
  render(<Dashboard account={account} />);
  expect(titles()).toEqual(["Jazz"]);

  server.isReachable = true;
  fireEvent.focus(window);

  await vi.waitFor(() => expect(server.texts(ONE)).toEqual({ title: "Jazz" }));
});

test.each([
  ["is what was typed here", "Jazz", 0],
  ["lacks what was typed here", "Blues", 1],
])(
  "a draft whose event %s is listed so",
  async (_, title, count) => {
    server.publish(ONE);
    local("ada", ONE).storeCopy({ fields: { title: "Jazz" }, at: "2027-06-12T00:00:00Z", editedAt: 0 });
    local("ada", ONE).add({ title });

    render(<Dashboard account={account} />);

    await vi.waitFor(() => expect(titles()).toHaveLength(count), SLOW_MS);
    expect(Object.keys(local("ada", ONE).edits())).toHaveLength(count);
  },
  SLOW_MS,
);

test("the draft of version 1 is taken over once, under the key that it was sent with", async () => {
  const form = {
    title: "Jazz",
    tickets: [{ id: "1", name: "A", price: "", currency: "EUR", quantity: "9" }],
  };
  localStorage.setItem("publish-event:draft:ada", JSON.stringify(form));
  sessionStorage.setItem("publish-event:intent", JSON.stringify({ uid: "ada", key: ONE }));

  render(<Dashboard account={account} />);

  await vi.waitFor(() =>
    expect(server.texts(ONE)).toMatchObject({ title: "Jazz", "tickets/1/quantity": "9" }),
  );
  expect(localStorage.getItem("publish-event:draft:ada")).toBeNull();
  expect(sessionStorage.getItem("publish-event:intent")).toBeNull();
  expect(server.drafts.size).toBe(1);
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
  vi.stubGlobal("navigator", {
    onLine: true,
    clipboard: { writeText: async (text: string) => void copied.push(text) },
  });
  render(<Dashboard account={account} />);
  expect(await screen.findByText("Sat 12 June 2027, 19:30 – 23:00 CEST")).toBeTruthy();

  fireEvent.click(screen.getByText("Copy link"));

  await vi.waitFor(() => expect(copied).toEqual(["https://events.example/e/jazz"]));
});

test("events that could not be loaded are no empty dashboard", async () => {
  shown.events = new Error("permission-denied");

  render(<Dashboard account={account} />);

  expect((await screen.findByRole("alert")).textContent).toContain("We could not load your events");
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

test("events are upcoming, past, or cancelled and taken down; a dead page has no link", async () => {
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

  const groups = (await screen.findAllByRole("region")).map((group) => [
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

test("a cover is fetched in the width that fits: the first at once, others when they are scrolled to", async () => {
  const cover = { state: "ready", url: "/1600.webp", width: 1600, height: 900 };
  const sizes = { "1600": "/1600.webp", "400": "/400.webp", "800": "/800.webp" };
  shown.events = [own("new", { cover: { ...cover, sizes } }), own("version 1", { cover })];

  const { container } = render(<Dashboard account={account} />);
  await screen.findByText("new");

  const [image, old] = container.querySelectorAll("img");
  expect(image?.getAttribute("srcset")).toBe("/400.webp 400w, /800.webp 800w, /1600.webp 1600w");
  expect(image?.getAttribute("sizes")).toContain("24rem");
  expect([image, old].map((each) => each?.getAttribute("loading"))).toEqual(["eager", "lazy"]);
  expect(image?.getAttribute("fetchpriority")).toBe("high");
  expect(old?.getAttribute("src")).toBe("/1600.webp");
  expect(old?.hasAttribute("srcset")).toBe(false);
});
