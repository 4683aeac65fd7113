/**
 * The App Check token that requests carry where the deployment has App Check: Google's word that a browser on our
 * site sends them. Its SDK, and reCAPTCHA with it, loads when the first token is asked for.
 */
import type { AppCheckSource } from "./appCheckTokens";

type Headers = Record<string, string>;

/** reCAPTCHA that is blocked never answers: then a request goes without, and the server says what it wants. */
const PATIENCE_MS = 10_000;
/** For how long after that nobody waits again. */
const IMPATIENT_MS = 60_000;

let source: AppCheckSource | undefined;
let tokens: Promise<(isFresh: boolean) => Promise<string>> | undefined;
let impatientUntil = 0;

/** Without it, requests carry no token. */
export function setAppCheck(found: AppCheckSource | undefined): void {
  source = found;
  tokens = undefined;
  impatientUntil = 0;
}

export const hasAppCheck = (): boolean => source !== undefined;

/** For a request that a token is worth waiting for. `isFresh`: the last one was refused. */
export async function appCheck(isFresh = false): Promise<Headers> {
  if (!source) return {};
  const isPatient = isFresh || Date.now() >= impatientUntil;
  const headers = await within(isPatient ? PATIENCE_MS : 0, token(source, isFresh));
  impatientUntil = headers[NAME] ? 0 : Date.now() + IMPATIENT_MS;
  return headers;
}

/** For a request that had rather go at once: the token, if there is one already. */
export async function appCheckAtHand(): Promise<Headers> {
  return source && tokens ? within(0, token(source, false)) : {};
}

/** Have a token for the next request that wants one. */
export function prepareAppCheck(): void {
  if (source && !tokens) void within(PATIENCE_MS, token(source, false));
}

const NAME = "X-Firebase-AppCheck";

async function token(from: AppCheckSource, isFresh: boolean): Promise<string> {
  tokens ??= import("./appCheckTokens").then(({ tokensOf }) => tokensOf(from));
  tokens.catch(() => {
    tokens = undefined; // a chunk that did not load
  });
  return (await tokens)(isFresh);
}

async function within(ms: number, asked: Promise<string>): Promise<Headers> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, ms));
  const found = await Promise.race([asked.catch(() => undefined), late]);
  return found ? { [NAME]: found } : {};
}
