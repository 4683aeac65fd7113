/** Firestore as drafts use it, under the rules that matter to them. For tests. */
import { vi } from "vitest";
import type { Account } from "../session";

type Value = { stringValue?: string; timestampValue?: string; mapValue?: { fields: Record<string, Value> } };
type Stored = { fields: Record<string, Value>; updateTime: string };
type Write = {
  update?: { name: string; fields: Record<string, Value> };
  delete?: string;
  updateMask?: { fieldPaths: string[] };
  currentDocument?: { exists: boolean };
};

export const accountOf = (uid: string) =>
  ({
    user: { uid, getIdToken: async () => `token of ${uid}` },
    session: { app: { options: { projectId: "p" } }, emulators: { firestore: "firestore" } },
  }) as unknown as Account;

export class FakeServer {
  drafts = new Map<string, Stored>();
  events = new Set<string>();
  /** Keys of somebody else's events, and of purged ones. */
  taken = new Set<string>();
  isReachable = true;
  requests: string[] = [];
  /** Called before a commit is applied, and before its answer leaves. */
  before: () => Promise<void> = async () => {};
  after: () => Promise<void> = async () => {};
  private time = 0;

  constructor(private uid = "ada") {
    vi.stubGlobal("fetch", this.fetch);
  }

  texts(key: string): Record<string, string> | undefined {
    const stored = this.drafts.get(key)?.fields;
    if (!stored) return undefined;
    const { edited_at, tickets, ...texts } = stored;
    const members = Object.entries(tickets?.mapValue?.fields ?? {}).map(([name, value]) => [
      `tickets/${name}`,
      value,
    ]);
    return Object.fromEntries(
      [...Object.entries(texts), ...(members as [string, Value][])].map(([name, value]) => [
        name,
        (value as Value).stringValue ?? "",
      ]),
    );
  }

  /** As publishing's commit. */
  publish(key: string): void {
    this.events.add(key);
    this.drafts.delete(key);
  }

  fetch = async (address: string, init: RequestInit): Promise<Response> => {
    const url = new URL(address);
    this.requests.push(`${init.method} ${url.pathname}`);
    if (!this.isReachable) throw new TypeError("Failed to fetch");
    const own = (init.headers as Record<string, string>).Authorization === `Bearer token of ${this.uid}`;
    if (!own) return status(403);
    if (init.method === "POST") {
      await this.before();
      const answer = this.commit(JSON.parse(String(init.body)).writes[0]);
      await this.after();
      if (!this.isReachable) throw new TypeError("Failed to fetch");
      return answer;
    }
    const [folder = "", key = ""] = url.pathname.split("/").slice(-2);
    if (folder === "events") return status(this.events.has(key) ? 200 : 403);
    const all = [...this.drafts].map(([key, each]) => ({ name: `${PREFIX}${key}`, ...each }));
    if (key === "drafts") return json(pageOf(all, url.searchParams));
    const found = all.find(({ name }) => name === `${PREFIX}${key}`);
    return found ? json(found) : status(404);
  };

  private commit({ update, delete: removed, updateMask, currentDocument }: Write): Response {
    const key = (update?.name ?? removed ?? "").split("/").at(-1) ?? "";
    const commitTime = this.now();
    if (!update) {
      this.drafts.delete(key);
      return json({ commitTime });
    }
    if (this.events.has(key) || this.taken.has(key)) return status(403);
    const stored = this.drafts.get(key);
    if (currentDocument?.exists === false && stored) return status(409);
    if (currentDocument?.exists === true && !stored) return status(404);
    const fields = structuredClone(stored?.fields ?? {});
    for (const path of updateMask?.fieldPaths ?? Object.keys(update.fields))
      write(fields, update.fields, path);
    fields.edited_at = { timestampValue: commitTime };
    this.drafts.set(key, { fields, updateTime: commitTime });
    return json({ commitTime });
  }

  /** With as few decimals as Firestore writes. */
  private now(): string {
    const text = new Date(Date.UTC(2027, 5, 12) + ++this.time * 250).toISOString();
    return text.replace(".000Z", "Z");
  }
}

const PREFIX = "projects/p/databases/(default)/documents/organizers/ada/drafts/";
/** By key, a page at a time. */
function pageOf(all: (Stored & { name: string })[], asked: URLSearchParams): object {
  const sorted = all.sort((a, b) => (a.name < b.name ? -1 : 1));
  const from = Number(asked.get("pageToken"));
  const to = from + Number(asked.get("pageSize"));
  return { documents: sorted.slice(from, to), ...(to < sorted.length && { nextPageToken: String(to) }) };
}

const json = (body: object) => new Response(JSON.stringify(body), { status: 200 });
const status = (status: number) => new Response("{}", { status });

function write(fields: Record<string, Value>, from: Record<string, Value>, path: string): void {
  const [, member] = /^tickets\.`(.*)`$/.exec(path) ?? [];
  if (member === undefined) {
    const value = from[path];
    if (value) fields[path] = value;
    else delete fields[path];
    return;
  }
  const name = member.replaceAll("\\`", "`").replaceAll("\\\\", "\\");
  fields.tickets ??= { mapValue: { fields: {} } };
  const members = fields.tickets.mapValue?.fields ?? {};
  const value = from.tickets?.mapValue?.fields[name];
  if (value) members[name] = value;
  else delete members[name];
}
