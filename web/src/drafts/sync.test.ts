// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { full } from "../testing";
import { accountOf, FakeServer } from "./fakeServer";
import { forgetSent, keysHere, local } from "./local";
import { remote } from "./remote";
import { type Sync, sendLeft, sync } from "./sync";

const KEY = "3f0c2a52-1b1d-4a7e-9f0e-6f1f8d1f0a11";
const FIRST = { title: "Jazz", venue: "Kesselhaus", "tickets/a`b/order": "1", "tickets/a`b/name": "VIP" };
const room = localStorage;
let server: FakeServer;

beforeEach(() => {
  localStorage.clear();
  server = new FakeServer();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const opened = (uid = "ada", how = {}): Sync => {
  const draft = sync(uid, KEY, remote(accountOf(uid)), how);
  draft.open();
  return draft;
};
const fresh = () => opened("ada", { isFresh: true });
/** Time to send, and for every answer. */
const settled = () => vi.advanceTimersByTimeAsync(5000);
/** Another browser: nothing of this one's storage. */
function elsewhere<T>(work: () => T): T {
  const here = { ...localStorage };
  localStorage.clear();
  const done = work();
  localStorage.clear();
  for (const [name, text] of Object.entries(here)) localStorage.setItem(name, text);
  return done;
}
const edited = (edits: Record<string, string | null>) =>
  elsewhere(() => remote(accountOf("ada")).change(KEY, edits));

test("what is typed is stored at once, and on the server a moment later, in few requests", async () => {
  const draft = fresh();
  draft.edit(FIRST);
  for (const title of ["Jazz N", "Jazz Ni", "Jazz Night"]) draft.edit({ title });

  expect(draft.snapshot()).toMatchObject({ fields: { ...FIRST, title: "Jazz Night" }, isLoaded: true });
  expect(server.requests).toEqual([]);
  await settled();

  expect(server.texts(KEY)).toEqual({ ...FIRST, title: "Jazz Night" });
  expect(server.requests).toHaveLength(1);
  expect(draft.snapshot().saved).toBe("sent");
  expect(local("ada", KEY).edits()).toEqual({});
});

test("an edit sends its own field, and removes what is removed", async () => {
  const draft = fresh();
  draft.edit(FIRST);
  await settled();
  await edited({ venue: "Elsewhere" });

  draft.edit({ title: "Blues", "tickets/a`b/order": null, "tickets/a`b/name": null });
  await settled();

  expect(server.texts(KEY)).toEqual({ title: "Blues", venue: "Elsewhere" });
});

test("another device's edits are seen, and those of one's own that wait stay over them", async () => {
  const draft = fresh();
  draft.edit(FIRST);
  await settled();
  await edited({ venue: "Elsewhere", title: "Theirs" });
  draft.edit({ title: "Mine" });

  await draft.refresh();

  expect(draft.snapshot().fields).toMatchObject({ venue: "Elsewhere", title: "Mine" });
  await settled();
  expect(server.texts(KEY)).toMatchObject({ venue: "Elsewhere", title: "Mine" });
});

test("a copy that was read before a write never takes back what the write changed", async () => {
  const draft = fresh();
  draft.edit(FIRST);
  await settled();
  let resume = () => {};
  const slow = new Promise<void>((resolve) => {
    resume = resolve;
  });
  const fetched = server.fetch;
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    const answer = await fetched(address, init);
    if (init.method === "GET") await slow;
    return answer;
  });
  const reading = draft.refresh();
  await vi.advanceTimersByTimeAsync(0);

  draft.edit({ title: "Blues" });
  await settled();
  resume();
  await reading;

  expect(draft.snapshot().fields.title).toBe("Blues");
});

test("what is typed offline is sent by whichever tab comes next", async () => {
  server.isReachable = false;
  const draft = fresh();
  draft.edit(FIRST);
  await settled();
  expect(draft.snapshot().saved).toBe("here");
  draft.close();
  server.isReachable = true;

  await sendLeft("ada", KEY, remote(accountOf("ada")));

  expect(server.texts(KEY)).toEqual(FIRST);
});

test("while the server is away it is asked again, ever less often", async () => {
  server.isReachable = false;
  const draft = fresh();
  draft.edit(FIRST);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(server.requests.length).toBeGreaterThan(4);
  expect(server.requests.length).toBeLessThan(12);

  server.isReachable = true;
  await vi.advanceTimersByTimeAsync(40_000);

  expect(draft.snapshot().saved).toBe("sent");
});

test("a creation whose answer was lost is gone on with", async () => {
  const draft = fresh();
  server.after = async () => {
    server.isReachable = false;
  };
  draft.edit(FIRST);
  await settled();
  server.after = async () => {};
  server.isReachable = true;
  draft.edit({ title: "Blues" });
  await vi.advanceTimersByTimeAsync(40_000);

  expect(server.texts(KEY)).toEqual({ ...FIRST, title: "Blues" });
});

test("what is typed while it is sent is sent after it", async () => {
  const draft = fresh();
  server.after = async () => {
    server.after = async () => {};
    draft.edit({ title: "Blues" });
  };
  draft.edit(FIRST);
  await settled();

  expect(server.texts(KEY)?.title).toBe("Blues");
  expect(local("ada", KEY).edits()).toEqual({});
});

test("a draft that is published elsewhere is none any more, and a late edit does not bring it back", async () => {
  const [draft, late] = [fresh(), opened()];
  draft.edit(FIRST);
  await settled();
  await late.refresh();
  server.publish(KEY);

  await draft.refresh();
  late.edit({ title: "Late" });
  await settled();

  expect([draft.snapshot().standing, late.snapshot().standing]).toEqual(["published", "published"]);
  expect(server.texts(KEY)).toBeUndefined();
  expect(late.typed()).toEqual({ title: "Late" });
});

test("what arrives after a draft was forgotten does not begin it again", async () => {
  const draft = fresh();
  draft.edit(FIRST);
  await settled();
  draft.forget();

  draft.edit({ photo: "late" });
  await settled();

  expect(keysHere("ada")).toEqual([]);
});

test("what was typed here is known, until it is typed over elsewhere", async () => {
  const draft = fresh();
  draft.edit(FIRST);
  await settled();
  await edited({ title: "Theirs" });

  await draft.refresh();

  const { title, ...others } = FIRST;
  expect(draft.typed()).toEqual(others);
});

test("what was typed here is known, until it is typed over in another tab", async () => {
  server.isReachable = false;
  fresh().edit(FIRST);
  const [one, other] = [opened(), opened()]; // with what the first one has left
  other.edit({ title: "Blues" });
  server.isReachable = true;
  await other.flush();
  one.heard(`publish-event:drafts:ada:${KEY}`);

  server.publish(KEY);
  await one.recheck();

  const { title, ...others } = FIRST;
  expect(one.snapshot().standing).toBe("published");
  expect(one.typed()).toEqual(others);
  expect(one.snapshot().fields.title).toBe("Blues");
});

test("a draft that is discarded elsewhere stays discarded, unless it is wanted here", async () => {
  const draft = fresh();
  draft.edit(FIRST);
  await settled();
  server.drafts.clear();
  draft.edit({ title: "Blues" });
  await settled();
  expect(draft.snapshot().standing).toBe("discarded");
  expect(server.texts(KEY)).toBeUndefined();

  draft.restore();
  await settled();

  expect(draft.snapshot().standing).toBe("open");
  expect(server.texts(KEY)).toEqual({ ...FIRST, title: "Blues" });
});

test("a draft that was discarded elsewhere is one again when that is taken back, with what waits", async () => {
  const draft = fresh();
  draft.edit(FIRST);
  await settled();
  server.drafts.clear();
  draft.edit({ title: "Blues" });
  await settled();
  expect(draft.snapshot().standing).toBe("discarded");

  await elsewhere(() => remote(accountOf("ada")).create(KEY, { ...FIRST, venue: "Hof" }));
  await draft.refresh();
  await settled();

  expect(draft.snapshot()).toMatchObject({ standing: "open", fields: { title: "Blues", venue: "Hof" } });
  expect(server.texts(KEY)).toMatchObject({ title: "Blues", venue: "Hof" });
});

test.each([
  ["nothing", () => {}, { standing: "open", fields: {} }],
  ["a draft", () => edited(FIRST), { standing: "open", fields: FIRST }],
  ["an event", () => server.publish(KEY), { standing: "published" }],
])("an address that leads to %s shows that", async (what, arrange, expected) => {
  if (what === "a draft") await elsewhere(() => remote(accountOf("ada")).create(KEY, FIRST));
  await arrange();

  const draft = opened();
  expect(draft.snapshot().isLoaded).toBe(false);
  await settled();

  expect(draft.snapshot()).toMatchObject({ ...expected, isLoaded: true });
});

test("two tabs share what is typed, and one that is published or discarded in the other turns", async () => {
  const [one, other] = [fresh(), opened()];
  const tell = (name: string) => other.heard(`publish-event:drafts:ada:${KEY}${name}`);
  one.edit(FIRST);
  tell(":title");
  expect(other.snapshot().fields).toEqual(FIRST);
  await settled();
  tell("");
  expect(other.snapshot().saved).toBe("sent");

  server.publish(KEY);
  one.forget();
  tell("");
  await settled();

  expect(other.snapshot().standing).toBe("published");
});

test("what a tab typed is known when another tab publishes before it could be sent", async () => {
  const [one, other] = [fresh(), opened()];
  one.edit(FIRST);
  await settled();
  other.edit({ venue: "Hof" });

  server.publish(KEY);
  one.forget();
  other.heard(`publish-event:drafts:ada:${KEY}`);
  await settled();

  expect(other.snapshot()).toMatchObject({ standing: "published", fields: { venue: "Hof" } });
});

test("a tab whose storage is full still sends what is typed", async () => {
  vi.stubGlobal("localStorage", full(room));
  const draft = fresh();
  draft.edit(FIRST);
  expect(draft.snapshot().fields).toEqual(FIRST);
  await settled();

  expect(server.texts(KEY)).toEqual(FIRST);
  expect(draft.snapshot()).toMatchObject({ fields: FIRST, saved: "sent" });
  vi.stubGlobal("localStorage", room);
});

test("a text that found no room takes the place of the one that is stored", async () => {
  const draft = fresh();
  draft.edit(FIRST);
  vi.stubGlobal("localStorage", full(room));
  draft.edit({ title: "Blues" });
  await settled();
  vi.stubGlobal("localStorage", room);
  await settled();

  expect(server.texts(KEY)?.title).toBe("Blues");
  expect(local("ada", KEY).edits()).toEqual({});
});

test("accounts see nothing of each other's in one browser, however they are named", async () => {
  fresh().edit(FIRST);
  for (const uid of ["bob", "ada:", "ad", "ada%3A"]) {
    expect(keysHere(uid)).toEqual([]);
    expect(local(uid, KEY).edits()).toEqual({});
  }
  await settled();
  const bobs = sync("bob", KEY, remote(accountOf("bob")));
  bobs.open();
  await settled();

  expect(bobs.snapshot().fields).toEqual({});
});

test("at sign-out only what the server lacks stays", async () => {
  const draft = fresh();
  draft.edit(FIRST);
  await settled();
  draft.close();

  forgetSent("ada");
  expect(localStorage).toHaveLength(0);
  const other = opened();
  await settled();
  server.isReachable = false;
  other.edit({ title: "Blues" });
  await settled();
  other.close();
  forgetSent("ada");

  expect(local("ada", KEY).edits()).toEqual({ title: "Blues" });
});

// --- Any order -------------------------------------------------------------------------------------

/** The same numbers for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

test.each([...Array(60).keys()])("whatever the order, nothing that was typed is lost (%i)", async (seed) => {
  const roll = dice(seed);
  const browsers: Record<string, string>[] = [{}, {}];
  const tabs: (Sync | undefined)[] = [];
  const latest: Record<string, string> = {};
  let count = 0;
  /** Do something in one of two browsers, each with its own storage. */
  const within = async (browser: number, work: () => unknown) => {
    localStorage.clear();
    for (const [name, text] of Object.entries(browsers[browser] ?? {})) localStorage.setItem(name, text);
    await work();
    await vi.advanceTimersByTimeAsync(0); // what it asked for is answered here
    browsers[browser] = { ...localStorage };
  };
  await within(0, () => {
    tabs[0] = fresh();
    tabs[0].edit({ title: "t0", venue: "v0" });
    return tabs[0].flush();
  });
  await within(1, () => {
    tabs[1] = opened();
  });
  for (let step = 0; step < 40; step++) {
    const browser = roll(2);
    await within(browser, async () => {
      const tab = tabs[browser];
      switch (roll(6)) {
        case 0:
        case 1: {
          // Each field is one browser's own here: then the last one typed is what must hold.
          const name = browser ? "venue" : "title";
          latest[name] = `${name} ${++count}`;
          return tab?.edit({ [name]: latest[name] });
        }
        case 2:
          return tab?.refresh();
        case 3:
          return tab?.flush();
        case 4: // killed: nothing is sent by it any more
          tab?.close();
          tabs[browser] = opened();
          return;
        default:
          server.isReachable = roll(3) > 0;
      }
    });
  }
  server.isReachable = true;
  for (const browser of [0, 1, 0, 1])
    await within(browser, async () => {
      await tabs[browser]?.flush();
      await tabs[browser]?.refresh();
    });

  for (const tab of tabs) tab?.close();
  expect(server.texts(KEY)).toMatchObject(latest);
  for (const tab of tabs) expect(tab?.snapshot().fields).toMatchObject(latest);
});
