// @vitest-environment happy-dom
import type { User } from "firebase/auth";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Call, call } from "./api";
import { setAppCheck } from "./appCheck";
import { Refused } from "./problems";

type Answer = { status: number; type?: string; retryAfter?: string; body?: string } | "lost" | "late";

/** The network: each request takes the next answer, and is noted with the time that it was sent. */
class Network {
  sent: { at: number; path: string; headers: Record<string, string>; body: string; timeout: number }[] = [];
  constructor(private answers: Answer[]) {}

  install(): void {
    const { sent, answers } = this;
    class Request {
      upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
      timeout = 0;
      status = 0;
      responseText = "";
      responseType = "";
      response: unknown;
      onload = () => {};
      onerror = () => {};
      ontimeout = () => {};
      abort = () => {};
      private headers: Record<string, string> = {};
      private answer: Exclude<Answer, string> | undefined;
      private request = "";

      open(method: string, path: string): void {
        this.request = `${method} ${path}`;
      }
      setRequestHeader(name: string, value: string): void {
        this.headers[name] = value;
      }
      getResponseHeader(name: string): string | null {
        const { type = "application/json", retryAfter = null } = this.answer ?? {};
        return name === "Content-Type" ? type : name === "Retry-After" ? retryAfter : null;
      }
      send(body: string): void {
        const { request: path, headers, timeout } = this;
        sent.push({ at: Date.now(), path, headers, body, timeout });
        this.upload.onprogress?.({ loaded: 1, total: 4 });
        const answer = answers.shift() ?? "lost";
        if (answer === "lost") return void setTimeout(() => this.onerror());
        if (answer === "late") return void setTimeout(() => this.ontimeout());
        this.answer = answer;
        this.status = answer.status;
        if (this.responseType === "blob") this.response = new Blob([answer.body ?? ""]);
        else this.responseText = answer.body ?? "";
        setTimeout(() => this.onload());
      }
    }
    vi.stubGlobal("XMLHttpRequest", Request);
  }
  /** Seconds between one request and the next. */
  get pauses(): number[] {
    return this.sent.slice(1).map(({ at }, i) => (at - (this.sent[i]?.at ?? 0)) / 1000);
  }
}

vi.mock("./appCheckTokens", () => ({
  tokensOf: () => async (isFresh: boolean) => (isFresh ? "fresh app" : "app"),
}));

const OK = { status: 200, body: '{"slug": "jazz"}' };
const PROBLEM = { type: "application/problem+json" };
const tokens: boolean[] = [];
const user = {
  getIdToken: async (isForced: boolean) => {
    tokens.push(isForced);
    return isForced ? "fresh" : "token";
  },
} as User;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0);
  tokens.length = 0;
  setAppCheck(undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The result, and what the person read meanwhile. */
async function posted(network: Network, request: Partial<Call> = {}, who = user) {
  network.install();
  const waits: string[] = [];
  const result = call(who, {
    method: "POST",
    path: "/api/events/publish",
    body: "{}",
    onWait: (why) => waits.push(why),
    ...request,
  }).catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return { result: await result, waits: waits.filter(Boolean), lastWait: waits.at(-1) };
}

test("a request carries the token, its type and its own headers, and gives back the answer", async () => {
  const network = new Network([OK]);
  const progress: number[] = [];

  const { result, waits } = await posted(network, {
    headers: { "Idempotency-Key": "k" },
    onProgress: (part) => progress.push(part),
  });

  expect(result).toEqual({ slug: "jazz" });
  expect(network.sent).toMatchObject([
    {
      path: "POST /api/events/publish",
      headers: { Authorization: "Bearer token", "Content-Type": "application/json", "Idempotency-Key": "k" },
      body: "{}",
      timeout: 60_000,
    },
  ]);
  expect(progress).toEqual([0.25]);
  expect(waits).toEqual([]);
});

test("a request without a body, and a photo that knows its own type, get no type from us", async () => {
  const network = new Network([OK, OK]);

  await posted(network, { method: "DELETE", body: undefined });
  await posted(network, { body: new Blob(["x"], { type: "image/jpeg" }) });

  expect(network.sent.map(({ path }) => path)).toEqual([
    "DELETE /api/events/publish",
    "POST /api/events/publish",
  ]);
  for (const { headers } of network.sent) expect(headers).toEqual({ Authorization: "Bearer token" });
});

test("a refusal speaks of what was asked for", async () => {
  const body = JSON.stringify({ type: "urn:publish-event:problem:stale-revision", revision: 4 });
  const network = new Network([{ status: 412, body, ...PROBLEM }]);

  const { result } = await posted(network, { where: "change" });

  expect(result).toMatchObject({
    problem: "stale-revision",
    message: "This event was changed meanwhile, so yours was not saved yet.",
  });
});

test("between attempts it pauses, twice as long each time", async () => {
  const network = new Network([{ status: 503 }, "lost", "late", { status: 502 }, { status: 504 }, OK]);

  const { result, waits, lastWait } = await posted(network);

  expect(result).toEqual({ slug: "jazz" });
  expect(network.pauses.map(Math.round)).toEqual([1, 1, 2, 4, 8]);
  expect(network.pauses[0]).toBeCloseTo(0.5, 1);
  expect(new Set(waits)).toEqual(new Set(["We could not reach the server. Trying again…"]));
  expect(lastWait).toBe("");
});

test("with jitter, so that clients do not all return at once", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.8);
  const network = new Network([{ status: 503 }, OK]);

  await posted(network);

  expect(network.pauses[0]).toBeCloseTo(0.6, 1);
});

test("the server may ask for a longer pause, up to eight seconds", async () => {
  const network = new Network([{ status: 429, retryAfter: "3" }, { status: 503, retryAfter: "8" }, OK]);

  await posted(network);

  expect(network.pauses.map(Math.round)).toEqual([3, 8]);
});

test("a pause of minutes is reported at once instead of waited for", async () => {
  const body = JSON.stringify({ type: "urn:publish-event:problem:publishing-paused" });
  const network = new Network([{ status: 503, retryAfter: "300", body, ...PROBLEM }]);

  const { result } = await posted(network);

  expect(result).toMatchObject({ problem: "publishing-paused" });
  expect(network.sent).toHaveLength(1);
});

test("a Retry-After that is no number is none", async () => {
  const network = new Network([{ status: 503, retryAfter: "Wed, 21 Oct 2026 07:28:00 GMT" }, OK]);

  await posted(network);

  expect(network.pauses[0]).toBeCloseTo(0.5, 1);
});

test("after six attempts it gives up", async () => {
  const network = new Network([]);

  const { result } = await posted(network);

  expect(result).toMatchObject({ problem: "unavailable" });
  expect(network.sent).toHaveLength(6);
});

test("a token that expired is renewed once, without a pause", async () => {
  const network = new Network([{ status: 401 }, OK]);

  const { result } = await posted(network);

  expect(result).toEqual({ slug: "jazz" });
  expect(tokens).toEqual([false, true]);
  expect(network.sent[1]?.headers.Authorization).toBe("Bearer fresh");
  expect(network.pauses[0]).toBeLessThan(0.1);
});

test("a token that is refused twice ends the session", async () => {
  const body = JSON.stringify({ type: "urn:publish-event:problem:unauthenticated" });
  const network = new Network([{ status: 401 }, { status: 401, body, ...PROBLEM }]);

  const { result } = await posted(network);

  expect(result).toMatchObject({ problem: "unauthenticated" });
  expect(network.sent).toHaveLength(2);
});

const UNVERIFIED = {
  status: 403,
  body: JSON.stringify({ type: "urn:publish-event:problem:app-check-failed" }),
  ...PROBLEM,
};
const verified = (network: Network) => network.sent.map(({ headers }) => headers["X-Firebase-AppCheck"]);

test("where there is App Check a request carries its token, and one that is refused is renewed once", async () => {
  setAppCheck({ options: {}, siteKey: "k" });
  const network = new Network([UNVERIFIED, OK]);
  const { result } = await posted(network);
  expect(result).toEqual({ slug: "jazz" });
  expect(verified(network)).toEqual(["app", "fresh app"]);

  const strict = new Network([UNVERIFIED, UNVERIFIED, OK]);
  expect((await posted(strict)).result).toMatchObject({ problem: "app-check-failed" });
  expect(strict.sent).toHaveLength(2);
});

test("where there is none, nothing is renewed", async () => {
  const network = new Network([UNVERIFIED, OK]);

  expect((await posted(network)).result).toMatchObject({ problem: "app-check-failed" });
  expect(verified(network)).toEqual([undefined]);
});

test("a refusal is not tried again", async () => {
  const network = new Network([{ status: 400 }, OK]);

  const { result } = await posted(network);

  expect(result).toBeInstanceOf(Refused);
  expect(network.sent).toHaveLength(1);
});

test("an account that was disabled is signed out; a token out of reach is tried again", async () => {
  const failing = (code: string) => ({ getIdToken: () => Promise.reject({ code }) }) as unknown as User;
  const network = new Network([]);

  expect((await posted(network, {}, failing("auth/user-disabled"))).result).toMatchObject({
    problem: "unauthenticated",
  });
  expect((await posted(network, {}, failing("auth/network-request-failed"))).result).toMatchObject({
    problem: "unavailable",
  });
  expect(network.sent).toEqual([]);
});

test("offline it waits for the connection, and then has all its attempts again", async () => {
  const network = new Network(["lost", "lost", "lost", "lost", "lost", "lost", OK]);
  network.install();
  const isOnline = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const waits: string[] = [];
  const result = call(user, { method: "PUT", path: "/x", body: "", onWait: (why) => waits.push(why) });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(network.sent).toHaveLength(1);
  expect(waits.at(-1)).toBe("You are offline. We continue as soon as you are back.");

  isOnline.mockReturnValue(true);
  dispatchEvent(new Event("online"));
  await vi.runAllTimersAsync();

  expect(await result).toEqual({ slug: "jazz" });
  expect(network.sent).toHaveLength(7);
});

test.each(["before it waits", "while it waits"])("offline, a call that is ended %s ends", async (when) => {
  new Network(["lost"]).install();
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const controller = new AbortController();
  const onWait = (why: string) => when === "before it waits" && why && controller.abort();
  const ended = vi.fn();
  call(user, { method: "GET", path: "/x", signal: controller.signal, onWait }).catch(ended);
  await vi.advanceTimersByTimeAsync(60_000);

  controller.abort();
  await vi.advanceTimersByTimeAsync(0);

  expect(ended).toHaveBeenCalledExactlyOnceWith(controller.signal.reason);
});

test("a picture is a Blob, and its refusal is read all the same", async () => {
  const body = JSON.stringify({ type: "urn:publish-event:problem:invalid-event" });
  const network = new Network([
    { status: 200, type: "image/webp", body: "RIFF" },
    { status: 400, body, ...PROBLEM },
  ]);

  const { result } = await posted(network, { isPicture: true });
  const { result: refusal } = await posted(network, { isPicture: true });

  expect(await (result as Blob).text()).toBe("RIFF");
  expect(refusal).toMatchObject({ problem: "invalid-event" });
});

test("a call that nobody waits for any more asks nothing again", async () => {
  const network = new Network(["lost", OK]);
  const controller = new AbortController();

  const { result } = await posted(network, {
    signal: controller.signal,
    onWait: (why) => why && controller.abort(),
  });

  expect((result as Error).name).toBe("AbortError");
  expect(network.sent).toHaveLength(1);
});
