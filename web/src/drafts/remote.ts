/** Drafts on the server. infra/firestore.rules says what may be written. */
import { firestore, idOf, type StoredDocument, Unreachable, type Values } from "../firestore";
import type { Account } from "../session";
import { type Edits, type Fields, isField } from "./fields";

/** What the server has of a draft, and since when, as Firestore tells time. */
export type Copy = { fields: Fields; at: string; editedAt: number };
export type Listed = { key: string; title: string; editedAt: number };
/** When it was written, or why it was not: it exists already, it does not exist, the rules forbid it. */
export type Written = { at: string } | "exists" | "missing" | "refused";

export type Remote = ReturnType<typeof remote>;

const PAGE = 100;
const MAX_LISTED = 1000;
type Page = { documents?: StoredDocument[]; nextPageToken?: string };

export function remote(account: Account) {
  const { root, send } = firestore(account);
  const drafts = `${root}/organizers/${account.user.uid}/drafts`;

  async function commit(write: object): Promise<Written> {
    const answer = await send(`${root}:commit`, JSON.stringify({ writes: [write] }));
    if (answer.ok) return { at: ((await answer.json()) as { commitTime: string }).commitTime };
    const why = { 403: "refused", 404: "missing", 409: "exists" } as const;
    const known = why[answer.status as keyof typeof why];
    if (known) return known;
    throw new Unreachable(`The server answered ${answer.status}.`);
  }

  return {
    /** Null if there is none. */
    async read(key: string): Promise<Copy | null> {
      const answer = await send(`${drafts}/${key}`);
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Unreachable(`The server answered ${answer.status}.`);
      return copyOf((await answer.json()) as StoredDocument);
    },

    /** In no order: when a draft was edited is not indexed. */
    async list(): Promise<Listed[]> {
      const found: Listed[] = [];
      for (let page = ""; ; ) {
        const fields = "mask.fieldPaths=title&mask.fieldPaths=edited_at";
        const answer = await send(`${drafts}?pageSize=${PAGE}&${fields}&pageToken=${page}`);
        if (!answer.ok) throw new Unreachable(`The server answered ${answer.status}.`);
        const { documents = [], nextPageToken } = (await answer.json()) as Page;
        for (const each of documents) {
          const { fields, editedAt } = copyOf(each);
          found.push({ key: idOf(each), title: fields.title ?? "", editedAt });
        }
        if (!nextPageToken || found.length >= MAX_LISTED) break;
        page = encodeURIComponent(nextPageToken);
      }
      return found;
    },

    create: (key: string, fields: Edits) =>
      commit({
        update: { name: `${drafts}/${key}`, fields: valuesOf(fields) },
        updateTransforms: EDITED_NOW,
        currentDocument: { exists: false },
      }),

    change: (key: string, edits: Edits) =>
      commit({
        update: { name: `${drafts}/${key}`, fields: valuesOf(edits) },
        updateMask: { fieldPaths: Object.keys(edits).map(pathOf) },
        updateTransforms: EDITED_NOW,
        currentDocument: { exists: true },
      }),

    remove: (key: string) => commit({ delete: `${drafts}/${key}` }),

    /** Whether the draft became an event of one's own. */
    async isPublished(key: string): Promise<boolean> {
      const answer = await send(`${root}/events/${key}?mask.fieldPaths=owner`);
      if (answer.ok || answer.status === 403 || answer.status === 404) return answer.ok;
      throw new Unreachable(`The server answered ${answer.status}.`);
    },
  };
}

const EDITED_NOW = [{ fieldPath: "edited_at", setToServerValue: "REQUEST_TIME" }];

// --- Documents -------------------------------------------------------------------------------------

const TICKETS = "tickets/";

/** The path of a field for Firestore: tickets are members of one map. */
function pathOf(name: string): string {
  if (!name.startsWith(TICKETS)) return name;
  const member = name.slice(TICKETS.length).replaceAll("\\", "\\\\").replaceAll("`", "\\`");
  return `tickets.\`${member}\``;
}

function valuesOf(edits: Edits): Values {
  const values: Values = {};
  const tickets: Values = {};
  for (const [name, text] of Object.entries(edits)) {
    if (text === null) continue;
    if (name.startsWith(TICKETS)) tickets[name.slice(TICKETS.length)] = { stringValue: text };
    else values[name] = { stringValue: text };
  }
  if (Object.keys(tickets).length) values.tickets = { mapValue: { fields: tickets } };
  return values;
}

function copyOf({ fields: { edited_at, tickets, ...texts } = {}, updateTime }: StoredDocument): Copy {
  const members = Object.entries(tickets?.mapValue?.fields ?? {}).map(
    ([name, value]) => [`${TICKETS}${name}`, value] as const,
  );
  const fields: Fields = {};
  for (const [name, { stringValue }] of [...Object.entries(texts), ...members])
    if (isField(name) && stringValue !== undefined) fields[name] = stringValue;
  return { fields, at: updateTime, editedAt: Date.parse(edited_at?.timestampValue ?? updateTime) };
}

/** Of two times as Firestore writes them: `2027-06-12T19:30:00Z`, with three, six or nine decimals or none. */
export function isLater(one: string, other: string): boolean {
  const padded = (time: string) => {
    const [seconds = "", decimals = ""] = time.replace("Z", "").split(".");
    return `${seconds}.${decimals.padEnd(9, "0")}`;
  };
  return padded(one) > padded(other);
}
