/** What the API's refusals mean to a person. tests/unit/web holds the list to shared/edge/problems.py. */
import type { Mistakes } from "./draft";

/** RFC 9457, as every refusal of the API comes. */
type Problem = {
  type: string;
  title: string;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
};

const WORDS: Record<string, string> = {
  "malformed-request": "Something on the way garbled the request. Reload the page and try again.",
  "invalid-event": "Some details need another look.",
  "invalid-image": "That photo cannot be used.",
  unauthenticated: "Your session has ended. Sign in again to go on.",
  "app-check-failed": "This browser could not be verified. Reload the page, or try another browser.",
  forbidden: "The photo belongs to another account. Choose it again.",
  "not-found": "This part of the site cannot be found. Reload the page and try again.",
  "method-not-allowed": "This page is out of date. Reload it and try again.",
  "key-in-use": "That attempt belonged to another account. Press Publish once more.",
  "too-large": "That is too large to send. Shorten the description, or choose a smaller photo.",
  "unsupported-media-type": "That is no photo we can read. Choose a JPEG, PNG or WebP.",
  "key-reused": "The draft changed while it was being published. Press Publish once more.",
  internal: "Something went wrong on our side. Try again in a moment.",
  unavailable: "We cannot be reached just now. Try again in a moment.",
  "publishing-paused": "Publishing is paused for maintenance. Your draft is kept here: try again later.",
};
/** Of these the server's own sentence says more than ours. */
const TELLING = new Set(["invalid-image"]);

export class Refused extends Error {
  constructor(
    readonly problem: string,
    message: string,
    readonly fields: Mistakes = {},
  ) {
    super(message);
  }

  static of(status: number, contentType: string, body: string): Refused {
    const problem = contentType.startsWith("application/problem+json") ? parsed(body) : undefined;
    if (!problem) return new Refused("", `The server answers ${status}. Try again in a moment.`);
    const name = problem.type.replace("urn:publish-event:problem:", "");
    const words = [WORDS[name] ?? problem.title, TELLING.has(name) ? problem.detail : ""];
    const fields = (problem.errors ?? []).map(({ pointer, detail }) => [pointer, detail]);
    return new Refused(name, words.filter(Boolean).join(" "), Object.fromEntries(fields.reverse()));
  }

  static mistaken = (fields: Mistakes) => new Refused("invalid-event", WORDS["invalid-event"] ?? "", fields);
  static signedOut = () => new Refused("unauthenticated", WORDS.unauthenticated ?? "");
  static unreachable = () => new Refused("unavailable", WORDS.unavailable ?? "");

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
