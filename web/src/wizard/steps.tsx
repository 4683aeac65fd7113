import type { ReactElement } from "react";
import { draftQuery } from "../drafts/key";
import { type Key, t } from "../words";
import { CoverStep } from "./CoverStep";
import { Details } from "./Details";
import { Tickets } from "./Tickets";
import { WhenAndWhere } from "./WhenAndWhere";

/** A step's `path` is its part of the address; `fields` are the parts of the draft that it asks for. */
type Step = {
  path: string;
  readonly name: string;
  readonly title: string;
  /** What leads back to it from the review. */
  readonly edit: string;
  fields: string[];
  body?: () => ReactElement;
};

export const STEPS: Step[] = [
  step(
    "",
    ["wizard.details", "wizard.detailsTitle", "wizard.editDetails"],
    ["title", "description", "visibility", "language", "slug"],
    Details,
  ),
  step(
    "when",
    ["wizard.when", "wizard.whenTitle", "wizard.editWhen"],
    ["starts_at", "ends_at", "timezone", "location"],
    WhenAndWhere,
  ),
  step("tickets", ["wizard.tickets", "wizard.ticketsTitle", "wizard.editTickets"], ["tickets"], Tickets),
  step(
    "cover",
    ["wizard.cover", "wizard.coverTitle", "wizard.editCover"],
    ["cover_upload", "cover"],
    CoverStep,
  ),
  step("review", ["wizard.review", "wizard.reviewTitle", "wizard.edit"], []),
];

/** Its texts are getters, since none is there while modules load. */
function step(
  path: string,
  [name, title, edit]: [name: Key, title: Key, edit: Key],
  fields: string[],
  body?: () => ReactElement,
): Step {
  return {
    path,
    get name() {
      return t(name);
    },
    get title() {
      return t(title);
    },
    get edit() {
      return t(edit);
    },
    fields,
    ...(body && { body }),
  };
}

/** Of the draft that is open now. */
export const addressOf = (step: Step | undefined) =>
  `${step?.path ? `/new/${step.path}` : "/new"}${draftQuery()}`;

export const isIn = (step: Step, pointer: string) => step.fields.includes(pointer.split("/")[1] ?? "");
