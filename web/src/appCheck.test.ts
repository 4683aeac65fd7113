import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { appCheck, appCheckAtHand, prepareAppCheck, setAppCheck } from "./appCheck";

const source = { options: { projectId: "p" }, siteKey: "k" };
const NONE = {};
const never = () => new Promise<string>(() => {});
const sdk = vi.hoisted(() => ({ loads: 0, asked: [] as boolean[], answer: async () => "token" }));
vi.mock("./appCheckTokens", () => ({
  tokensOf: () => {
    sdk.loads += 1;
    return async (isFresh: boolean) => {
      sdk.asked.push(isFresh);
      return sdk.answer();
    };
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  sdk.loads = 0;
  sdk.asked = [];
  sdk.answer = async () => "token";
  setAppCheck(source);
});
afterEach(() => vi.useRealTimers());

async function headersOf(asking: Promise<Record<string, string>>) {
  const start = Date.now();
  let seconds = 0;
  const found = asking.then((headers) => {
    seconds = (Date.now() - start) / 1000;
    return headers;
  });
  await vi.advanceTimersByTimeAsync(20_000);
  return { headers: await found, seconds };
}

test("a request carries the token; a refused one is renewed", async () => {
  expect(await headersOf(appCheck())).toEqual({ headers: { "X-Firebase-AppCheck": "token" }, seconds: 0 });
  await headersOf(appCheck(true));

  expect(sdk.asked).toEqual([false, true]);
  expect(sdk.loads).toBe(1);
});

test("where there is no App Check nothing loads and nothing is sent", async () => {
  setAppCheck(undefined);
  prepareAppCheck();

  expect((await headersOf(appCheck())).headers).toEqual(NONE);
  expect((await headersOf(appCheckAtHand())).headers).toEqual(NONE);
  expect(sdk.loads).toBe(0);
});

test("reCAPTCHA that never answers is waited for once, not by every request", async () => {
  sdk.answer = never;

  expect(await headersOf(appCheck())).toEqual({ headers: NONE, seconds: 10 });
  expect(await headersOf(appCheck())).toEqual({ headers: NONE, seconds: 0 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await headersOf(appCheck())).seconds).toBe(10);
});

test("one that comes late is used as soon as it is there", async () => {
  sdk.answer = never;
  await headersOf(appCheck());
  sdk.answer = async () => "late";

  expect((await headersOf(appCheck())).headers).toEqual({ "X-Firebase-AppCheck": "late" });
});

test("a failure is no token", async () => {
  sdk.answer = () => Promise.reject(new Error("appCheck/fetch-network-error"));

  expect(await headersOf(appCheck())).toEqual({ headers: NONE, seconds: 0 });
});

test("who does not want to wait gets the token that is there, and makes nothing load", async () => {
  expect((await headersOf(appCheckAtHand())).headers).toEqual(NONE);
  expect(sdk.loads).toBe(0);

  prepareAppCheck();
  await vi.advanceTimersByTimeAsync(0);
  expect(await headersOf(appCheckAtHand())).toEqual({
    headers: { "X-Firebase-AppCheck": "token" },
    seconds: 0,
  });

  sdk.answer = never;
  expect(await headersOf(appCheckAtHand())).toEqual({ headers: NONE, seconds: 0 });
});
