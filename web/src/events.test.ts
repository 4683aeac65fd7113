// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setAppCheck } from "./appCheck";
import { accountOf } from "./drafts/fakeServer";
import { eventOnce, useEvent, useEvents, useRevisions } from "./events";
import { Unreachable } from "./firestore";
import { tellChanged } from "./live";

vi.mock("./appCheckTokens", () => ({ tokensOf: () => async () => "token" }));

const account = accountOf("ada");
const NAME = "projects/p/databases/(default)/documents/events/e1";
const text = (stringValue: string) => ({ stringValue });
const at = (timestampValue: string) => ({ timestampValue });
const state = (name: string) => ({ mapValue: { fields: { state: text(name) } } });
const stored = (more: object = {}) => ({
  name: NAME,
  updateTime: "",
  fields: {
    title: text("Jazz"),
    starts_at: at("2027-06-12T17:30:00.12345Z"),
    ends_at: at("2027-06-12T21:00:00Z"),
    published_at: at("2027-01-01T00:00:00Z"),
    timezone: text("UTC"),
    location: { mapValue: { fields: { kind: text("venue"), name: text("Kesselhaus") } } },
    tickets: { arrayValue: { values: [ticket("Balcony", "1800")] } },
    revision: { integerValue: "2" },
    unpublished_at: { nullValue: null },
    cover: state("ready"),
    confirmation: state("sent"),
    ...more,
  },
});
const ticket = (name: string, price: string) => ({
  mapValue: { fields: { name: text(name), price: { integerValue: price } } },
});

type Reply = { status?: number; body?: unknown } | "lost";
let replies: (url: string) => Reply;
let sent: { url: string; headers: Record<string, string>; body?: string }[];

beforeEach(() => {
  vi.useFakeTimers();
  tellChanged();
  setAppCheck(undefined);
  sent = [];
  replies = () => ({ body: stored() });
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    sent.push({
      url: decodeURIComponent(url),
      headers: init.headers as Record<string, string>,
      body: init.body as string,
    });
    const reply = replies(url);
    if (reply === "lost") throw new TypeError("Failed to fetch");
    return new Response(JSON.stringify(reply.body ?? {}), { status: reply.status ?? 200 });
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("an event is read as it is stored, its times to the microsecond where they are sent back", async () => {
  const event = await eventOnce(account, "e1");

  expect(event).toMatchObject({
    id: "e1",
    title: "Jazz",
    revision: 2,
    unpublished_at: null,
    starts_at: new Date("2027-06-12T17:30:00.123Z"),
    location: { kind: "venue", name: "Kesselhaus" },
    tickets: [{ name: "Balcony", price: 1800 }],
    content: { starts_at: "2027-06-12T17:30:00.123450Z", ends_at: "2027-06-12T21:00:00.000000Z" },
  });
  expect(sent).toMatchObject([
    { url: `http://firestore/v1/${NAME}`, headers: { Authorization: "Bearer token of ada" } },
  ]);
});

test("the tickets of version 1 are documents of their own, in the order of their numbers", async () => {
  const { tickets, ...fields } = stored().fields;
  const numbered = (id: string) => ({ name: `${NAME}/tickets/${id}`, ...ticket(`no. ${id}`, "1").mapValue });
  replies = (url) =>
    url.includes("/tickets")
      ? { body: { documents: ["10", "0", "2"].map(numbered) } }
      : { body: { ...stored(), fields } };

  const event = await eventOnce(account, "e1");

  expect(event?.tickets?.map(({ name }) => name)).toEqual(["no. 0", "no. 2", "no. 10"]);
  expect(event?.content.tickets).toHaveLength(3);
});

test("no event and somebody else's are none; one that cannot be read may be there", async () => {
  for (const status of [403, 404]) {
    replies = () => ({ status });
    expect(await eventOnce(account, "e1")).toBeNull();
  }
  for (const reply of ["lost", { status: 503 }] as const) {
    replies = () => reply;
    await expect(eventOnce(account, "e1")).rejects.toBeInstanceOf(Unreachable);
  }
});

test("an answer that ends in the middle is none", async () => {
  const broken = new ReadableStream({ start: (stream) => stream.error(new Error("signal timed out")) });
  vi.stubGlobal("fetch", async () => new Response(broken));

  await expect(eventOnce(account, "e1")).rejects.toBeInstanceOf(Unreachable);
});

/** What of the event is shown after each wait. */
async function watched(waits: number[]) {
  const { result } = renderHook(() => useEvent(account, "e1"));
  const shown = [];
  for (const wait of waits) {
    await act(() => vi.advanceTimersByTimeAsync(wait));
    shown.push(result.current?.title);
  }
  return shown;
}

test("an event is asked for again every five seconds, every second while work is under way", async () => {
  await watched([0, 4900, 200]);
  expect(sent).toHaveLength(2);
  cleanup();
  tellChanged();

  sent = [];
  replies = () => ({ body: stored({ cover: state("pending") }) });
  await watched([0, 2500]);
  expect(sent).toHaveLength(3);
});

test("while the server cannot be reached what was read is shown on, and it is asked again sooner", async () => {
  const answers: Reply[] = [{ body: stored() }, "lost", { body: stored({ title: text("Blues") }) }];
  replies = () => answers.shift() ?? "lost";

  expect(await watched([0, 5100, 2100])).toEqual(["Jazz", "Jazz", "Blues"]);
});

test("what this browser publishes or changes is asked for at once, in every tab", async () => {
  vi.useRealTimers();
  const { result } = renderHook(() => useEvent(account, "e1"));
  await vi.waitFor(() => expect(result.current?.title).toBe("Jazz"));
  replies = () => ({ body: stored({ title: text("Blues") }) });

  tellChanged();

  await vi.waitFor(() => expect(result.current?.title).toBe("Blues"));
});

test("the list asks for one's own, the latest first, and gives an event's screen what it knows", async () => {
  replies = () => ({ body: [{ readTime: "" }, { document: stored() }] });
  const { result } = renderHook(() => useEvents(account, 12));
  await act(() => vi.advanceTimersByTimeAsync(0));

  expect(result.current).toMatchObject([{ id: "e1" }]);
  expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject({
    structuredQuery: {
      where: { fieldFilter: { field: { fieldPath: "owner" }, op: "EQUAL", value: text("ada") } },
      orderBy: [{ field: { fieldPath: "published_at" }, direction: "DESCENDING" }],
      limit: 12,
    },
  });
  replies = () => "lost";
  expect(await watched([0])).toEqual(["Jazz"]);
});

test("a list that the server refuses is an error, until it answers", async () => {
  replies = () => ({ status: 400 });
  const { result } = renderHook(() => useEvents(account, 12));
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(result.current).toBeInstanceOf(Error);

  replies = () => ({ body: [{ readTime: "" }] });
  await act(() => vi.advanceTimersByTimeAsync(2100));
  expect(result.current).toEqual([]);
});

test("the history is read again with each revision, without what changed nothing", async () => {
  const change = (id: string, more: object) => ({
    document: {
      name: `${NAME}/changes/${id}`,
      updateTime: "",
      fields: { revision: { integerValue: id }, ...more },
    },
  });
  const before = { mapValue: { fields: stored().fields } };
  replies = () => ({ body: [change("2", { before }), change("1", {})] });
  const { result, rerender } = renderHook(
    ({ revision }) => useRevisions(account, { id: "e1", revision }, 2),
    { initialProps: { revision: 2 } },
  );
  await act(() => vi.advanceTimersByTimeAsync(0));

  expect(result.current).toMatchObject({
    revisions: [{ id: "2", before: { title: "Jazz" } }],
    hasMore: true,
  });
  expect(sent.map(({ url }) => url)).toEqual([`http://firestore/v1/${NAME}:runQuery`]);
  rerender({ revision: 3 });
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(sent).toHaveLength(2);
});

test("App Check is not waited for before the first text, but where Firestore demands it", async () => {
  setAppCheck({ options: {}, siteKey: "k" });
  await eventOnce(account, "e1");
  await vi.advanceTimersByTimeAsync(0);
  await eventOnce(account, "e1");
  const verified = { "X-Firebase-AppCheck": "token" };
  expect(sent.map(({ headers }) => headers["X-Firebase-AppCheck"])).toEqual([undefined, "token"]);

  setAppCheck({ options: {}, siteKey: "k" });
  sent = [];
  replies = () => (sent.at(-1)?.headers["X-Firebase-AppCheck"] ? { body: stored() } : { status: 403 });
  expect(await eventOnce(account, "e1")).toMatchObject({ title: "Jazz" });
  expect(sent[1]?.headers).toMatchObject(verified);
});
