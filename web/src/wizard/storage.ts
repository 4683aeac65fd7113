/** What of a stored form can be used: an older version, another tab or a person may have written anything. */
import type { Form, TicketForm } from "./form";

export const isText = (value: unknown): value is string => typeof value === "string";
export const isOneOf =
  (...choices: string[]) =>
  (value: unknown) =>
    choices.includes(value as string);
type Checks<Name extends string> = Record<Name, (value: unknown) => boolean>;
const TICKET: Checks<keyof TicketForm> = {
  id: isText,
  name: isText,
  price: isText,
  currency: isText,
  quantity: isText,
};
const FORM: Checks<keyof Form> = {
  title: isText,
  description: isText,
  visibility: isOneOf("public", "unlisted"),
  language: isText,
  slug: isText,
  starts: isText,
  ends: isText,
  timezone: isText,
  kind: isOneOf("venue", "online"),
  venue: isText,
  address: isText,
  url: isText,
  tickets: (value) => Array.isArray(value) && value.every((ticket) => isTicket(ticket)),
  photo: isPhoto,
  kept: isKept,
};

function isPhoto(value: unknown): boolean {
  const { upload, url, until } = (value ?? {}) as Record<string, unknown>;
  return isText(upload) && isText(url) && Number.isFinite(until);
}

function isKept(value: unknown): boolean {
  const { cover, url } = (value ?? {}) as Record<string, unknown>;
  const { kind, event, design } = (cover ?? {}) as Record<string, unknown>;
  return kind === "copied" ? isText(event) && isText(url) : kind === "composed" && Number.isInteger(design);
}

function isTicket(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(TICKET).every(([name, isSound]) => isSound((value as Record<string, unknown>)[name]));
}

/** The sound fields of a form; `others` are those that it has beside the wizard's. */
export function usableForm(value: unknown, others: Checks<string> = {}): Partial<Form> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const checks: Checks<string> = { ...FORM, ...others };
  const fields = Object.entries(value).filter(([name, field]) => checks[name]?.(field));
  return fields.length ? Object.fromEntries(fields) : undefined;
}
