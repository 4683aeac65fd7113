/** What an organizer can do with an event of theirs, and how it is asked. */
import type { EventDocument } from "../contract/types";
import type { Content } from "./content";

export type Action =
  | "Edit"
  | "Reschedule"
  | "Duplicate"
  | "Postpone"
  | "Reinstate"
  | "Cancel event"
  | "Take down"
  | "Put back up";

type Standing = Pick<EventDocument, "status" | "unpublished_at" | "unpublished_by" | "ends_at">;

export function actionsFor(event: Standing, now: number): Action[] {
  const { status, unpublished_at, unpublished_by, ends_at } = event;
  if (unpublished_at && unpublished_by !== "owner") return ["Duplicate"];
  if (unpublished_at) return ["Put back up", "Edit", "Duplicate"];
  if (ends_at.getTime() < now) return ["Edit", "Duplicate", "Take down"];
  if (status === "cancelled") return ["Reinstate", "Edit", "Duplicate", "Take down"];
  if (status === "postponed")
    return ["Edit", "Reschedule", "Reinstate", "Duplicate", "Cancel event", "Take down"];
  return ["Edit", "Reschedule", "Duplicate", "Postpone", "Cancel event", "Take down"];
}

/** What takes something away from guests is offered quietly. */
export const isQuiet = (action: Action) => ["Postpone", "Cancel event", "Take down"].includes(action);

/** An action that is one change, made when the answer is yes. */
export type Question = {
  title: string;
  /** How it is undone. */
  undo: string;
  no: string;
  done: string;
  /** A page that is taken down shows no note. */
  hasNote: boolean;
  /** What the event becomes. */
  change: (content: Content) => Content;
};

export const QUESTIONS: Partial<Record<Action, Question>> = {
  Postpone: {
    title: "Postpone this event?",
    undo: "Set the new date with Reschedule as soon as you know it.",
    no: "Not now",
    done: "The event is postponed.",
    hasNote: true,
    change: (content) => ({ ...content, status: "postponed" }),
  },
  "Cancel event": {
    title: "Cancel this event?",
    undo: "You can undo this with Reinstate.",
    no: "Keep the event",
    done: "The event is cancelled.",
    hasNote: true,
    change: (content) => ({
      ...content,
      status: "cancelled",
      note: content.status === "postponed" ? "" : content.note, // it announced a new date
    }),
  },
  Reinstate: {
    title: "Put this event back on?",
    undo: "You can cancel or postpone it again at any time.",
    no: "Not now",
    done: "The event is back on.",
    hasNote: true,
    change: (content) => ({ ...content, status: "scheduled", note: "" }), // it said why it was off
  },
  "Take down": {
    title: "Take the page down?",
    undo: "You can undo this with Put back up. Previews of the link in chats keep their picture. To tell guests why, cancel the event instead.",
    no: "Keep the page",
    done: "The page is taken down.",
    hasNote: false,
    change: (content) => ({ ...content, isDown: true }),
  },
  "Put back up": {
    title: "Put the page back up?",
    undo: "You can take it down again at any time.",
    no: "Not now",
    done: "The page is up again.",
    hasNote: true,
    change: (content) => ({ ...content, isDown: false }),
  },
};
