import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { accountOf } from "./drafts/fakeServer";
import { keepEarly, takeEarly } from "./early";
import { firestore } from "./firestore";
import { tellChanged } from "./live";

const fetch = vi.fn(async (..._: unknown[]) => new Response("late"));
const LIST = { path: "events:runQuery", body: "{}" };
const ada = firestore(accountOf("ada"));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetch);
  keepEarly("ada", LIST, Promise.resolve(new Response("early")));
});
afterEach(() => {
  tellChanged();
  fetch.mockClear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const answerTo = async (asking = ada, path = "events:runQuery", body: string | undefined = "{}") =>
  (await asking.send(path, body)).text();

test("the same question is answered once by what was asked early", async () => {
  expect(await answerTo()).toBe("early");
  expect(fetch).not.toHaveBeenCalled();

  expect(await answerTo()).toBe("late");
});

test.each([
  ["another account", () => answerTo(firestore(accountOf("bob")))],
  ["another address", () => answerTo(ada, "drafts:runQuery")],
  ["another query", () => answerTo(ada, "events:runQuery", '{"limit":12}')],
])("%s is asked for itself, and takes nothing away", async (_, ask) => {
  expect(await ask()).toBe("late");
  expect(await answerTo()).toBe("early");
});

test("what was asked long ago, or before a change, is asked again", async () => {
  vi.advanceTimersByTime(15_001);
  expect(await answerTo()).toBe("late");

  keepEarly("ada", LIST, Promise.resolve(new Response("early")));
  tellChanged();
  expect(await answerTo()).toBe("late");
});

test("what got no answer is asked again", async () => {
  keepEarly("ada", LIST, Promise.reject(new TypeError("Failed to fetch")));
  expect(await answerTo()).toBe("late");
});

test("a token that was refused early is made fresh, as one that is refused later", async () => {
  keepEarly("ada", LIST, Promise.resolve(new Response("", { status: 401 })));
  expect(await answerTo()).toBe("late");
  expect(await takeEarly("ada", LIST)).toBeUndefined();
});
