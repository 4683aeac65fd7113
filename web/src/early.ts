/**
 * What was asked of Firestore before the account was looked up (returning.ts), until the screen asks the same:
 * then it has the answer sooner. Nothing is shown before the look-up.
 */
import type { Question } from "./queries";

type Early = { uid: string; askedAt: number; answer: Promise<Response> };

/** Older answers are left: a screen that was opened later asks anew. */
const MAX_AGE_MS = 15_000;

const kept = new Map<string, Early>();

export function keepEarly(uid: string, question: Question, answer: Promise<Response>): void {
  kept.set(nameOf(question), { uid, askedAt: Date.now(), answer });
  answer.catch(() => undefined); // then it is asked again
}

export const dropEarly = (): void => kept.clear();

/** The answer to the same question of the same account, once; undefined where there is none. */
export async function takeEarly(uid: string, question: Question): Promise<Response | undefined> {
  const early = kept.get(nameOf(question));
  if (early?.uid !== uid) return undefined;
  kept.delete(nameOf(question));
  return Date.now() - early.askedAt <= MAX_AGE_MS ? early.answer.catch(() => undefined) : undefined;
}

const nameOf = ({ path, body = "" }: Question) => `${path} ${body}`;
