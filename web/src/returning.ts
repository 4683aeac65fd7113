/**
 * A visit of somebody who was signed in: what the screen needs loads beside the app and Firebase, not after them.
 *
 * What it shows is asked for with the token of the stored account, while that account is looked up. A token that
 * was withdrawn meanwhile is good to Firestore until it expires, early or late; the look-up comes before any screen.
 */
import { configuration, type Init } from "./configuration";
import type { EventDocument } from "./contract/types";
import { CARD_SIZES, POSTER_SIZES, preload } from "./covers";
import { keepEarly } from "./early";
import { firestore, plain, type StoredDocument } from "./firestore";
import { GROUPS, groupOf } from "./groups";
import { oneEvent, ownDrafts, ownEvents, PAGE, type Question } from "./queries";
import { screens } from "./screens";
import { storedAccount } from "./storedAccount";

/** Covers on a phone's first screen. */
const SEEN_AT_ONCE = 2;

export async function prepare(path: string): Promise<void> {
  const { name, id } = screenAt(path);
  screens[name]().catch(() => undefined); // loaded again, and reported, where it is needed
  if (name === "wizard") return;
  const [init] = await configuration();
  const answer = await ask(init, id);
  if (!answer?.ok || name === "edit") return;
  const events = eventsOf(await answer.json());
  const shown = GROUPS.flatMap((group) => groupOf(group, events));
  for (const { cover } of shown.slice(0, SEEN_AT_ONCE)) preload(cover, id ? POSTER_SIZES : CARD_SIZES);
}

/** The event, or the list of them and of drafts. Undefined where nobody can be asked for. */
async function ask({ emulators, ...options }: Init, id: string | undefined): Promise<Response | undefined> {
  const stored = await storedAccount(options.apiKey);
  if (!stored) return undefined;
  const { uid, token } = stored;
  const user = { uid, getIdToken: async () => token };
  const { root, send } = firestore({ session: { app: { options }, emulators }, user });
  const early = (question: Question) => {
    const answer = send(question.path, question.body);
    keepEarly(uid, question, answer);
    return answer;
  };
  const events = early(id ? oneEvent(root, decodeURIComponent(id)) : ownEvents(root, uid, PAGE));
  if (!id) void early(ownDrafts(root, uid));
  return (await events).clone(); // the screen takes the answer itself
}

function eventsOf(answer: StoredDocument | { document?: StoredDocument }[]): EventDocument[] {
  const documents = Array.isArray(answer) ? answer.flatMap(({ document }) => document ?? []) : [answer];
  return documents.map(({ fields }) => plain(fields) as EventDocument);
}

const EVENT = /^\/dashboard\/events\/([^/]+)/;

/** The one that an address leads to, and the event that it is about. */
function screenAt(path: string): { name: keyof typeof screens; id: string | undefined } {
  const id = EVENT.exec(path)?.[1];
  if (path.startsWith("/new")) return { name: "wizard", id };
  if (!id) return { name: "dashboard", id };
  return { name: path.endsWith("/edit") ? "edit" : "event", id };
}
