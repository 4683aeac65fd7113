/** What an organizer can do with an event of theirs, and how it is asked. */
import type { EventDocument } from "../contract/types";
import type { Content } from "./content";

export type Action =
  | "edit"
  | "reschedule"
  | "duplicate"
  | "postpone"
  | "reinstate"
  | "cancel"
  | "takeDown"
  | "putUp";

type Standing = Pick<EventDocument, "status" | "unpublished_at" | "unpublished_by" | "ends_at">;

export function actionsFor(event: Standing, now: number): Action[] {
  const { status, unpublished_at, unpublished_by, ends_at } = event;
  if (unpublished_at && unpublished_by !== "owner") return ["duplicate"];
  if (unpublished_at) return ["putUp", "edit", "duplicate"];
  if (ends_at.getTime() < now) return ["edit", "duplicate", "takeDown"];
  if (status === "cancelled") return ["reinstate", "edit", "duplicate", "takeDown"];
  if (status === "postponed") return ["edit", "reschedule", "reinstate", "duplicate", "cancel", "takeDown"];
  return ["edit", "reschedule", "duplicate", "postpone", "cancel", "takeDown"];
}

/** What takes something away from guests is offered quietly. */
export const isQuiet = (action: Action) => ["postpone", "cancel", "takeDown"].includes(action);

/** Those that are asked here; the others lead to another screen or dialog. */
export type Asked = Exclude<Action, "edit" | "reschedule" | "duplicate">;
export const isAsked = (action: Action): action is Asked => action in QUESTIONS;

/** An action that is one change, made when the answer is yes: a title, how it is undone, no, and done. */
export type Question = {
  /** A page that is taken down shows no note. */
  hasNote: boolean;
  /** What the event becomes. */
  change: (content: Content) => Content;
};

export const QUESTIONS: Record<Asked, Question> = {
  postpone: {
    hasNote: true,
    change: (content) => ({ ...content, status: "postponed" }),
  },
  cancel: {
    hasNote: true,
    change: (content) => ({
      ...content,
      status: "cancelled",
      note: content.status === "postponed" ? "" : content.note, // it announced a new date
    }),
  },
  reinstate: {
    hasNote: true,
    change: (content) => ({ ...content, status: "scheduled", note: "" }), // it said why it was off
  },
  takeDown: {
    hasNote: false,
    change: (content) => ({ ...content, isDown: true }),
  },
  putUp: {
    hasNote: true,
    change: (content) => ({ ...content, isDown: false }),
  },
};
