// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { accountOf } from "./drafts/fakeServer";
import { remote } from "./drafts/remote";
import { dropEarly } from "./early";
import { eventOnce } from "./events";
import { firestore } from "./firestore";
import { ownEvents, PAGE } from "./queries";
import { prepare } from "./returning";

const stored = vi.hoisted(() => ({ account: undefined as { uid: string; token: string } | undefined }));
vi.mock("./storedAccount", () => ({ storedAccount: async () => stored.account }));
vi.mock("./screens", async (original) => ({
  ...(await original<typeof import("./screens")>()),
  screens: { dashboard: async () => {}, event: async () => {}, edit: async () => {}, wizard: async () => {} },
}));

const ada = accountOf("ada");
const text = (stringValue: string) => ({ stringValue });
const event = (id: string, starts: string) => ({
  name: `events/${id}`,
  updateTime: "",
  fields: {
    title: text(id),
    starts_at: { timestampValue: starts },
    ends_at: { timestampValue: starts },
    location: { mapValue: { fields: { kind: text("online") } } },
    cover: {
      mapValue: {
        fields: {
          state: text("ready"),
          url: text(`https://covers.example/${id}.jpg`),
          sizes: { mapValue: { fields: { 800: text(`https://covers.example/${id}-800.jpg`) } } },
        },
      },
    },
  },
});
const last = event("last", "2100-03-01T00:00:00Z");
const later = event("later", "2100-02-01T00:00:00Z");
const next = event("next", "2100-01-01T00:00:00Z");

let asked: { url: string; token: string | null }[];
beforeEach(() => {
  asked = [];
  stored.account = { uid: "ada", token: "stored" };
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    if (url.endsWith(".json"))
      return Response.json({ projectId: "p", emulators: { firestore: "firestore" } });
    asked.push({
      url: url.replace(/.*documents/, ""),
      token: new Headers(init?.headers).get("Authorization"),
    });
    if (url.includes("/drafts")) return Response.json({});
    return Response.json(
      url.endsWith(":runQuery") ? [{ document: last }, { document: later }, { document: next }] : next,
    );
  });
});
afterEach(() => {
  document.head.replaceChildren();
  dropEarly();
  vi.unstubAllGlobals();
});

const preloaded = () => [...document.querySelectorAll<HTMLLinkElement>("link[rel=preload]")];

test("the dashboard's list is asked once, with the stored token, and the covers that are seen first load with it", async () => {
  Object.defineProperty(HTMLLinkElement.prototype, "imageSrcset", {
    writable: true,
    value: "",
    configurable: true,
  });

  await prepare("/dashboard");

  expect(asked).toEqual([
    { url: ":runQuery", token: "Bearer stored" },
    { url: expect.stringContaining("/organizers/ada/drafts"), token: "Bearer stored" },
  ]);
  expect(preloaded().map((link) => [link.href, link.imageSrcset])).toEqual([
    ["https://covers.example/next.jpg", "https://covers.example/next-800.jpg 800w"],
    ["https://covers.example/later.jpg", "https://covers.example/later-800.jpg 800w"],
  ]);
  const { root, send } = firestore(ada);
  const { path, body } = ownEvents(root, "ada", PAGE);
  expect(await (await send(path, body)).json()).toHaveLength(3);
  expect(await remote(ada).list()).toEqual([]);
  expect(asked).toHaveLength(2);
});

test.each(["/dashboard/events/e%201", "/dashboard/events/e%201/success", "/dashboard/events/e%201/edit"])(
  "the event at %s is asked once",
  async (path) => {
    await prepare(path);

    expect(asked).toEqual([{ url: "/events/e%201", token: "Bearer stored" }]);
    expect(await eventOnce(ada, "e 1")).toMatchObject({ title: "next" });
    expect(asked.filter(({ url }) => !url.includes("tickets"))).toHaveLength(1);
  },
);

test("nobody stored, and a new draft, ask nothing", async () => {
  await prepare("/new");
  stored.account = undefined;
  await prepare("/dashboard");

  expect(asked).toEqual([]);
  expect(preloaded()).toEqual([]);
});
