/** What the API's refusals mean to a person. */
import type { Problem, ProblemName } from "./contract/types";
import type { Mistakes } from "./draft";

export type Words = Partial<Record<ProblemName, string>>;

const WORDS: Record<ProblemName, string> = {
  "malformed-request": "The request was damaged on its way. Reload the page and try again.",
  "invalid-event": "Correct the marked fields and publish again.",
  "invalid-image": "We could not use that photo.",
  unauthenticated: "Your session has ended. Sign in again to continue.",
  "app-check-failed": "We could not verify this browser. Reload the page, or try another browser.",
  forbidden: "That photo belongs to another account. Choose it again.",
  "not-found": "This page is out of date. Reload it and try again.",
  "method-not-allowed": "This page is out of date. Reload it and try again.",
  "slug-taken": "Another event has this address. Choose another one.",
  "key-in-use": "Another account uses this link. Press Publish again.",
  "request-timeout": "Your connection is too slow to send this. Try again on a better one.",
  "too-large": "That is too large to send. Shorten the description, or choose a smaller photo.",
  "unsupported-media-type": "We could not read that photo. Choose a JPEG, PNG or WebP.",
  "event-purged":
    "The event of this draft was removed for good. This is a new draft with the same content: press Publish to publish it anew.",
  "precondition-required": "This page is out of date. Reload it and try again.",
  "stale-revision": "This event was changed meanwhile. Look at it as it is now, and try again.",
  "key-reused": "This draft was published meanwhile, in another version.",
  "too-many-requests": "That was a lot at once. Wait a moment, and try again.",
  internal: "Something went wrong on our side. Try again in a moment.",
  unavailable: "We could not reach the server. Try again in a moment.",
  "publishing-paused": "Publishing is paused for maintenance. Your draft is saved: try again later.",
};
/** Where an event that is published already is changed. */
export const CHANGING: Words = {
  "malformed-request": "The change was damaged on its way. Reload the page and try again.",
  "invalid-event": "Correct the marked fields and save again.",
  forbidden: "The operator of this site took the page down. Only they can put it back up.",
  "not-found": "There is no such event in your account. Sign in with the account that published it.",
  "event-purged": "This event was removed for good. It cannot be changed any more.",
  "stale-revision": "This event was changed meanwhile, so yours was not saved yet.",
  "key-reused": "The change was sent before in another form. Press the button again.",
  "too-large": "That is too large to send. Shorten the description.",
  "unsupported-media-type": "The change was damaged on its way. Reload the page and try again.",
  "publishing-paused": "Changes are paused for maintenance. Yours is kept in this browser: try again later.",
};
/** Of these the server's own sentence says more than ours. */
const WITH_DETAIL = new Set(["invalid-image"]);

export class Refused extends Error {
  constructor(
    readonly problem: ProblemName | "",
    message: string,
    readonly fields: Mistakes = {},
  ) {
    super(message);
  }

  static of(status: number, contentType: string, body: string, otherWords: Words = {}): Refused {
    const problem = contentType.startsWith("application/problem+json") ? parsed(body) : undefined;
    if (!problem) return new Refused("", `The server answered ${status}. Try again in a moment.`);
    const name = problem.type.replace("urn:publish-event:problem:", "") as ProblemName;
    const words = [
      otherWords[name] ?? WORDS[name] ?? problem.title,
      WITH_DETAIL.has(name) ? problem.detail : "",
    ];
    const fields = (problem.errors ?? []).map(({ pointer, detail }) => [pointer, detail]);
    return new Refused(name, words.filter(Boolean).join(" "), Object.fromEntries(fields.reverse()));
  }

  static invalid = (fields: Mistakes) => new Refused("invalid-event", WORDS["invalid-event"], fields);
  static signedOut = () => new Refused("unauthenticated", WORDS.unauthenticated);
  static unreachable = () => new Refused("unavailable", WORDS.unavailable);

  static bug(error: unknown): Refused {
    console.error(error);
    return new Refused("", "Something went wrong in this page. Reload it and try again.");
  }
}

function parsed(body: string): Problem | undefined {
  try {
    return JSON.parse(body) as Problem;
  } catch {
    return undefined;
  }
}
