/** For tests: a server with prepared answers, in place of ./api. */
import type { Call } from "./api";
import type { ProblemName } from "./contract/types";
import { Refused } from "./problems";
import type { Account } from "./session";

export const account = { user: { uid: "ada" } } as Account;

export const server = { requests: [] as Call[], answers: [] as unknown[] };

export function forgetRequests(): void {
  server.requests.length = 0;
  server.answers.length = 0;
}

export const refused = (problem: ProblemName) => new Refused(problem, "No.");

/** The idempotency keys of all requests that have one. */
export const keys = () => server.requests.flatMap(({ headers }) => headers?.["Idempotency-Key"] ?? []);

export async function call(_: unknown, request: Call): Promise<unknown> {
  server.requests.push(request);
  const answer = server.answers.shift();
  if (answer instanceof Error) throw answer;
  return answer;
}

/** A browser's storage that has no room for anything more. */
export const full = (storage: Storage) =>
  new Proxy(storage, {
    get(storage, name) {
      const value: unknown = Reflect.get(storage, name);
      if (typeof value !== "function") return value;
      if (name !== "setItem") return value.bind(storage);
      return () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
  });
