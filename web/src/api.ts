/** One way to the API: the tokens, the retries, and refusals as `Refused`. */
import type { User } from "firebase/auth";
import { appCheck, hasAppCheck } from "./appCheck";
import { Refused, type Where } from "./problems";
import { t } from "./words";

export type Call = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  body?: Blob | string;
  headers?: Record<string, string>;
  /** Where its refusals mean something else than in publishing. */
  where?: Where;
  /** The part of the body that has left, 0 to 1. */
  onProgress?: (part: number) => void;
  /** Why it takes longer, and "" when it continues. */
  onWait?: (why: string) => void;
  /** The answer is a Blob. */
  isPicture?: boolean;
  /** Ends the call, which then throws. */
  signal?: AbortSignal;
};

/** 503 is the API's own; the others come from a gateway, or from Cloud Run without an instance. */
const TEMPORARY = new Set([429, 502, 503, 504]);
const MAX_ATTEMPTS = 6;
const TIMEOUT_MS = 60_000;
const MAX_PAUSE_MS = 8000;

/** Safe to repeat: publishes and changes go under their keys, and an upload makes a fresh object each time. */
export async function call<T>(user: User, request: Call): Promise<T> {
  let isFreshToken = false;
  let isFreshAppCheck = false;
  for (let attempt = 1; ; attempt++) {
    request.signal?.throwIfAborted();
    const answer = await send(user, isFreshToken, isFreshAppCheck, request);
    request.onWait?.("");
    if (answer?.status === 200) return (answer.picture ?? JSON.parse(answer.body)) as T;
    if (answer?.status === 401 && !isFreshToken) {
      isFreshToken = true;
      continue;
    }
    if (answer && isUnverified(answer) && hasAppCheck() && !isFreshAppCheck) {
      isFreshAppCheck = true;
      continue;
    }
    if (answer && !isTemporary(answer)) {
      throw Refused.of(answer.status, answer.type, answer.body, request.where);
    }
    if (!navigator.onLine) {
      request.onWait?.(t("problems.offline"));
      await online(request.signal);
      attempt = 0;
    } else if (attempt === MAX_ATTEMPTS) {
      throw Refused.unreachable();
    } else {
      request.onWait?.(t("problems.retrying"));
      await pause(attempt, answer?.retryAfter);
    }
  }
}

type Answer = { status: number; type: string; retryAfter: string | null; body: string; picture?: Blob };

/** When the server asks for a pause of minutes, a person hears of it instead of waiting. */
const isTemporary = ({ status, retryAfter }: Answer) =>
  TEMPORARY.has(status) && milliseconds(retryAfter) <= MAX_PAUSE_MS;

/** The App Check token was missing, has expired, or was signed by a key that is gone. */
const isUnverified = ({ status, body }: Answer) => status === 403 && body.includes(":app-check-failed");

const milliseconds = (retryAfter?: string | null) => Number(retryAfter ?? 0) * 1000 || 0;

/** Undefined when no answer came. */
async function send(
  user: User,
  isFreshToken: boolean,
  isFreshAppCheck: boolean,
  request: Call,
): Promise<Answer | undefined> {
  try {
    const [token, verified] = await Promise.all([user.getIdToken(isFreshToken), appCheck(isFreshAppCheck)]);
    return await exchange(token, { ...request, headers: { ...verified, ...request.headers } });
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code && code !== "auth/network-request-failed") throw Refused.signedOut();
    return undefined;
  }
}

/** XMLHttpRequest, since fetch reports no progress of an upload. */
function exchange(token: string, call: Call): Promise<Answer> {
  const { method, path, body, headers, onProgress, isPicture, signal } = call;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    if (typeof body === "string") request.setRequestHeader("Content-Type", "application/json");
    for (const [name, value] of Object.entries(headers ?? {})) request.setRequestHeader(name, value);
    if (onProgress) request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    if (isPicture) request.responseType = "blob";
    request.onload = async () => {
      const { status } = request;
      const type = request.getResponseHeader("Content-Type") ?? "";
      const retryAfter = request.getResponseHeader("Retry-After");
      const picture = isPicture ? (request.response as Blob) : undefined;
      if (picture && status === 200) return resolve({ status, type, retryAfter, body: "", picture });
      resolve({ status, type, retryAfter, body: (await picture?.text()) ?? request.responseText });
    };
    request.onerror = request.ontimeout = request.onabort = () => reject(new Error("no answer"));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

/** Waits for the connection, until the signal ends that. */
function online(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    addEventListener("online", () => resolve(), { once: true, ...(signal && { signal }) });
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Twice as long each time, with jitter so that clients do not all return at once. */
function pause(attempt: number, retryAfter?: string | null): Promise<void> {
  const backoff = 250 * 2 ** attempt;
  const wait = Math.min(Math.max(milliseconds(retryAfter), backoff), MAX_PAUSE_MS) * (1 + Math.random() / 4);
  return new Promise((resolve) => setTimeout(resolve, wait));
}
