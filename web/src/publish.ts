import type { User } from "firebase/auth";

export type Draft = {
  title: string;
  description: string;
  starts_at: string;
  ends_at: string;
  timezone: string;
  location: { kind: "venue"; name: string; address: string } | { kind: "online"; url: string };
};

export type Published = { event_id: string; slug: string; public_url: string; published_at: string };

type Problem = { title: string; detail?: string; errors?: { pointer: string; detail: string }[] };

/** A refusal in the server's words; `fields` by JSON pointer. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** Publish once: the same draft always goes under the same key, also after a reload or a lost answer. */
export async function publish(user: User, draft: Draft): Promise<Published> {
  const body = JSON.stringify(draft);
  const answer = await fetch("/api/events/publish", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${await user.getIdToken()}`,
      "Content-Type": "application/json",
      "Idempotency-Key": keyOf(body),
    },
    body,
  });
  if (!answer.ok) throw await refusal(answer);
  sessionStorage.removeItem(INTENT);
  return (await answer.json()) as Published;
}

const INTENT = "publish-event:intent";

function keyOf(body: string): string {
  const kept = JSON.parse(sessionStorage.getItem(INTENT) ?? "null") as { key: string; body: string } | null;
  if (kept?.body === body) return kept.key;
  const key = crypto.randomUUID();
  sessionStorage.setItem(INTENT, JSON.stringify({ key, body }));
  return key;
}

async function refusal(answer: Response): Promise<Refused> {
  if (answer.headers.get("Content-Type") !== "application/problem+json")
    return new Refused(`The server answers ${answer.status}. Nothing is lost: try again.`);
  const problem = (await answer.json()) as Problem;
  const fields = Object.fromEntries((problem.errors ?? []).map((e) => [e.pointer, e.detail]));
  return new Refused([problem.title, problem.detail].filter(Boolean).join(". "), fields);
}
