import type { EventDocument } from "./contract/types";
import { t } from "./words";

/** What publishing goes through, in order: the first three by usePublish, the others from the event itself. */
export const STAGES = ["validating", "uploading", "saving", "covering", "confirming", "live"] as const;
export type Stage = (typeof STAGES)[number];

type Works = Pick<EventDocument, "cover" | "confirmation">;

/** What is done though a stage before it is not: cover and mail do not wait for each other. */
export function doneEarly({ confirmation }: Pick<EventDocument, "confirmation">): Stage[] {
  return confirmation.state === "pending" ? [] : ["confirming"];
}

/** Of an event that is not yet `live`. */
export function onItsWay({ cover, confirmation }: Works): string {
  if (cover.state !== "pending") return t("progress.mailComing");
  return t(confirmation.state === "pending" ? "progress.bothComing" : "progress.coverComing");
}

/** As the workers write their parts into the event document. */
export function stageOf({ cover, confirmation }: Works): Stage {
  if (cover.state === "pending") return "covering";
  return confirmation.state === "pending" ? "confirming" : "live";
}
