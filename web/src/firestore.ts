/**
 * Firestore over its REST interface: two kilobytes where its SDK is a hundred, nothing that waits unseen, and
 * preconditions. infra/firestore.rules says who may read and write what.
 */
import { appCheck, appCheckAtHand, hasAppCheck, prepareAppCheck } from "./appCheck";
import type { Account } from "./session";

export type Value = {
  stringValue?: string;
  integerValue?: string;
  doubleValue?: number;
  booleanValue?: boolean;
  timestampValue?: string;
  arrayValue?: { values?: Value[] };
  mapValue?: { fields?: Values };
};
export type Values = Record<string, Value>;
export type StoredDocument = { name: string; fields?: Values; updateTime: string };

/** The server did not answer, or not as it should: the same again later. */
export class Unreachable extends Error {}

const TIMEOUT_MS = 15_000;
/** The bytes that browsers let a page send while it closes (64 KiB), with room for the rest of the request. */
const MAX_KEPT_ALIVE = 60_000;
const MAY_WANT_APP_CHECK = new Set([401, 403]);

export type Firestore = ReturnType<typeof firestore>;

export function firestore({ session: { app, emulators }, user }: Account) {
  const host = emulators ? `http://${emulators.firestore}` : "https://firestore.googleapis.com";
  const root = `projects/${app.options.projectId}/databases/(default)/documents`;

  async function ask(path: string, body: string | undefined, isFresh: boolean, headers: HeadersInit) {
    return fetch(`${host}/v1/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { Authorization: `Bearer ${await user.getIdToken(isFresh)}`, ...headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body, keepalive: new TextEncoder().encode(body).length < MAX_KEPT_ALIVE }),
    });
  }

  return {
    /** Where the documents are. */
    root,

    /** GET; POST with a body. No first paint waits for App Check, unless Firestore demands it. */
    async send(path: string, body?: string): Promise<Response> {
      try {
        let headers = await appCheckAtHand();
        let answer = await ask(path, body, false, headers);
        if (MAY_WANT_APP_CHECK.has(answer.status) && hasAppCheck() && !Object.keys(headers).length) {
          headers = await appCheck();
          if (Object.keys(headers).length) answer = await ask(path, body, false, headers);
        }
        if (answer.status === 401) answer = await ask(path, body, true, headers);
        prepareAppCheck();
        return new Response(await answer.text(), answer); // whole: a connection may end in the middle
      } catch (error) {
        throw new Unreachable("no answer", { cause: error });
      }
    },
  };
}

/** Its JSON, where there is one that the account may read: else null, and the rules do not say which. */
export async function jsonOf<T>(answer: Response): Promise<T | null> {
  if (answer.status === 403 || answer.status === 404) return null;
  if (!answer.ok) throw new Unreachable(`The server answered ${answer.status}.`);
  return (await answer.json()) as T;
}

/** What a document holds. Times as `date` makes them: by default Dates. */
export function plain(
  fields: Values = {},
  date: (time: string) => unknown = dateOf,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainValue(value, date)]));
}

function plainValue(value: Value, date: (time: string) => unknown): unknown {
  if (value.timestampValue !== undefined) return date(value.timestampValue);
  if (value.integerValue !== undefined) return Number(value.integerValue);
  if (value.mapValue) return plain(value.mapValue.fields, date);
  if (value.arrayValue) return (value.arrayValue.values ?? []).map((each) => plainValue(each, date));
  return value.stringValue ?? value.booleanValue ?? value.doubleValue ?? null;
}

const dateOf = (time: string) => new Date(time);

export const idOf = ({ name }: StoredDocument): string => name.slice(name.lastIndexOf("/") + 1);
