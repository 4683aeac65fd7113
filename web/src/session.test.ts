// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import type { User } from "firebase/auth";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { storeEdit } from "./change/storage";
import { accountOf, FakeServer } from "./drafts/fakeServer";
import { local } from "./drafts/local";
import type { Session } from "./firebase";
import { changing, publishing } from "./intent";
import { signOut, useSession } from "./session";
import { rememberCurrency } from "./wizard/currency";
import { useTypedName } from "./wizard/typedName";

/** Firebase tells every tab of the browser who is signed in. */
const firebase = vi.hoisted(() => ({
  tell: (_: User | null) => {},
  failure: undefined as Error | undefined,
}));
vi.mock("./firebase", () => ({
  connect: async () => ({}),
  watch: (_: Session, onChange: (user: User | null) => void) => {
    if (firebase.failure) throw firebase.failure;
    firebase.tell = onChange;
    return () => {};
  },
  leave: async () => firebase.tell(null),
}));

const ada = accountOf("ada");
const [SENT, UNSENT] = ["3f0c2a52-1b1d-4a7e-9f0e-6f1f8d1f0a11", "3f0c2a52-1b1d-4a7e-9f0e-6f1f8d1f0a12"];
const COPY = { fields: { title: "Sent" }, at: "2027-06-12T00:00:00Z", editedAt: 0 };
const REFUSED = { isPending: false, key: "1", subject: '"refused"' };

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  new FakeServer().isReachable = false;
});
afterEach(() => {
  cleanup();
  firebase.failure = undefined;
  vi.unstubAllGlobals();
});

/** A tab of ada's, and all that a browser's storage can have of her. */
async function tabWithEverything() {
  firebase.tell = () => {};
  const { result } = renderHook(useSession);
  await vi.waitFor(() => {
    firebase.tell({ uid: "ada" } as User);
    expect(result.current.is).toBe("in");
  });
  local("ada", SENT).storeCopy(COPY);
  local("ada", UNSENT).add({ title: "Unsent" });
  storeEdit("ada", "1", { revision: 0, base: {} as never, form: { title: "Edit" } });
  publishing.store({ uid: "ada", ...REFUSED });
  changing("1").store({ uid: "ada", ...REFUSED });
  changing("2").store({ uid: "ada", ...REFUSED, isPending: true });
  changing("3").store({ uid: "bob", ...REFUSED });
  renderHook(() => useTypedName("ada")).result.current[1]("Kulturverein");
  rememberCurrency("SEK");
  return result;
}
const LASTING = [
  `publish-event:drafts:ada:${UNSENT}:title`,
  "publish-event:change:1:draft:ada",
  "publish-event:change:2:intent",
  "publish-event:change:3:intent",
  "publish-event:currency",
];

function visitAgain(): void {
  cleanup();
  firebase.tell = () => {};
  renderHook(useSession);
}

/** Once bob is signed in, what is stored here, but for whose visit it is. */
async function bobHas(names: string[]): Promise<void> {
  await vi.waitFor(async () => {
    await act(async () => firebase.tell({ uid: "bob" } as User));
    const found = Object.keys(localStorage).filter((name) => !name.endsWith("was-here"));
    expect(found.sort()).toEqual(names.toSorted());
  });
}

test.each([
  ["here", () => signOut(ada)],
  [
    "in another tab",
    async () => {
      localStorage.removeItem("publish-event:was-here");
      firebase.tell(null);
    },
  ],
])("who signs out %s leaves only what would be lost, and what is nobody's", async (_, leave) => {
  const result = await tabWithEverything();

  await act(leave);

  await vi.waitFor(() => expect(Object.keys(localStorage).sort()).toEqual(LASTING.toSorted()));
  expect(Object.keys(sessionStorage)).toEqual([]);
  expect(result.current).toEqual({ is: "out", hasEnded: false });
});

test.each([
  ["at once", () => {}],
  ["after a session that ended", () => act(() => firebase.tell(null))],
  [
    "after a session that ended and a reload",
    async () => {
      await act(async () => firebase.tell(null));
      visitAgain();
    },
  ],
])("who is followed by somebody else %s leaves what who signs out leaves", async (_, meanwhile) => {
  await tabWithEverything();
  await meanwhile();

  await bobHas(LASTING);

  expect(Object.keys(sessionStorage)).toEqual([]);
});

test("a session that ended leaves everything, to go on with after signing in", async () => {
  const result = await tabWithEverything();
  const before = { ...localStorage, ...sessionStorage };

  await act(async () => firebase.tell(null));

  expect(result.current).toEqual({ is: "out", hasEnded: true });
  await import("./drafts/leaving"); // what would forget
  expect({ ...localStorage, ...sessionStorage }).toEqual(before);
});

test("a browser without room for a letter more signs in all the same", async () => {
  const setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  vi.stubGlobal("localStorage", { getItem: () => null, setItem });
  const { result } = renderHook(useSession);

  await vi.waitFor(() => {
    firebase.tell({ uid: "ada" } as User);
    expect(result.current.is).toBe("in");
  });
});

test("what the earlier account left is forgotten by the next visit where this one could not", async () => {
  await tabWithEverything();
  vi.doMock("./drafts/leaving", () => {
    throw new Error("offline");
  });

  await act(async () => firebase.tell({ uid: "bob" } as User));
  await import("./drafts/leaving").catch(() => undefined);
  vi.doUnmock("./drafts/leaving");
  expect(localStorage.getItem("publish-event:was-here")).toBe("ada");
  visitAgain();

  await bobHas(LASTING);

  expect(localStorage.getItem("publish-event:was-here")).toBe("bob");
});

test.each([
  [new TypeError("Failed to fetch"), undefined], // a browser's own words of a lost connection
  [new Error("/site.json answered 503."), "/site.json answered 503."],
])("why nothing could be reached is said where it helps: %s", async (failure, why) => {
  firebase.failure = failure;

  const { result } = renderHook(useSession);

  await vi.waitFor(() => expect(result.current).toEqual({ is: "broken", why }));
});
