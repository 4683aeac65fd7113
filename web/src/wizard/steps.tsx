import type { ReactElement } from "react";
import { draftQuery } from "../drafts/key";
import { CoverStep } from "./CoverStep";
import { Details } from "./Details";
import { Tickets } from "./Tickets";
import { WhenAndWhere } from "./WhenAndWhere";

/** A step's `path` is its part of the address; `fields` are the parts of the draft that it asks for. */
type Step = { path: string; name: string; title: string; fields: string[]; body?: () => ReactElement };

export const STEPS: Step[] = [
  {
    path: "",
    name: "Details",
    title: "What is your event?",
    fields: ["title", "description", "visibility"],
    body: Details,
  },
  {
    path: "when",
    name: "When and where",
    title: "When and where?",
    fields: ["starts_at", "ends_at", "timezone", "location"],
    body: WhenAndWhere,
  },
  { path: "tickets", name: "Tickets", title: "Any tickets?", fields: ["tickets"], body: Tickets },
  {
    path: "cover",
    name: "Cover",
    title: "Choose a cover",
    fields: ["cover_upload", "cover"],
    body: CoverStep,
  },
  { path: "review", name: "Review", title: "Ready to publish?", fields: [] },
];

/** Of the draft that is open now. */
export const addressOf = (step: Step | undefined) =>
  `${step?.path ? `/new/${step.path}` : "/new"}${draftQuery()}`;

export const isIn = (step: Step, pointer: string) => step.fields.includes(pointer.split("/")[1] ?? "");
