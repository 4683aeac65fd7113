/**
 * A draft as it is stored and merged: texts by name. Two edits of different fields never meet, and of two
 * edits of one field the one that arrives last holds. Tickets are fields too (`tickets/ID/price`), because
 * lists cannot be merged; one exists while it has an `order`.
 */
import type { Form, TicketForm } from "../wizard/form";
import { usableForm } from "../wizard/storage";

export type Fields = Record<string, string>;
/** What is written, by name; null removes the field. */
export type Edits = Record<string, string | null>;

/** As infra/firestore.rules has them; a test compares. */
export const LIMITS = {
  title: 1000,
  description: 50_000,
  visibility: 20,
  language: 100,
  slug: 1000,
  starts: 40,
  ends: 40,
  timezone: 100,
  kind: 20,
  venue: 1000,
  address: 2000,
  url: 10_000,
  photo: 100_000,
  kept: 10_000,
} satisfies Record<Exclude<keyof Form, "tickets">, number>;
export const MAX_TICKET_ENTRIES = 500;
export const MAX_TICKET_SIZE = 30_000;

const TICKET = /^tickets\/(.+)\/(name|price|currency|quantity|order)$/;
/** Stored as JSON. */
const OBJECTS = ["photo", "kept"] as const;
const TEXTS = Object.keys(LIMITS).filter((name) => name !== "photo" && name !== "kept") as Exclude<
  keyof Form,
  "tickets" | "photo" | "kept"
>[];

export const isField = (name: string): boolean => name in LIMITS || TICKET.test(name);

/** A form's fields. `before` has the order of tickets that are there already. */
export function fieldsOf(form: Partial<Form>, before: Fields = {}): Fields {
  const { tickets = [] } = form;
  const fields: Fields = {};
  for (const name of TEXTS) if (form[name] !== undefined) fields[name] = form[name];
  for (const name of OBJECTS) if (form[name]) fields[name] = JSON.stringify(form[name]);
  let last = Math.max(0, ...tickets.map(({ id }) => Number(before[`tickets/${id}/order`] ?? 0)));
  for (const { id, ...ticket } of tickets) {
    for (const [part, text] of Object.entries(ticket)) fields[`tickets/${id}/${part}`] = text;
    fields[`tickets/${id}/order`] = before[`tickets/${id}/order`] ?? String(++last);
  }
  return fields;
}

/** The form of whatever fields there are; what they lack is as in `blank`. */
export function formFrom(fields: Fields, blank: Form): Form {
  const texts: Record<string, unknown> = {};
  for (const name of TEXTS) if (name in fields) texts[name] = fields[name];
  for (const name of OBJECTS) if (fields[name]) texts[name] = parsed(fields[name]);
  return { ...blank, ...usableForm(texts), tickets: ticketsFrom(fields) };
}

function ticketsFrom(fields: Fields): TicketForm[] {
  const tickets = new Map<string, Fields>();
  for (const [name, text] of Object.entries(fields)) {
    const [, id, part] = TICKET.exec(name) ?? [];
    if (id && part) tickets.set(id, { ...tickets.get(id), [part]: text });
  }
  return [...tickets]
    .filter(([, { order }]) => order !== undefined)
    .sort(([a, one], [b, other]) => Number(one.order) - Number(other.order) || (a < b ? -1 : 1))
    .map(([id, { name = "", price = "", currency = "EUR", quantity = "" }]) => ({
      id,
      name,
      price,
      currency,
      quantity,
    }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What makes `after` of `before`. */
export function difference(before: Fields, after: Fields): Edits {
  const edits: Edits = {};
  for (const name of Object.keys(before)) if (!(name in after)) edits[name] = null;
  for (const [name, text] of Object.entries(after)) if (before[name] !== text) edits[name] = text;
  return edits;
}

export function applied(fields: Fields, edits: Edits): Fields {
  const after = { ...fields };
  for (const [name, text] of Object.entries(edits)) {
    if (text === null) delete after[name];
    else after[name] = text;
  }
  return after;
}

/** Those that the rules let through; a text that is too long stays here until it is shortened. */
export function sendable(fields: Fields, edits: Edits): Edits {
  const sent = Object.entries(edits).filter(
    ([name, text]) => (text ?? "").length <= (LIMITS[name as keyof typeof LIMITS] ?? MAX_TICKET_SIZE),
  );
  const tickets = Object.entries(applied(fields, Object.fromEntries(sent))).filter(([name]) =>
    TICKET.test(name),
  );
  const size = (texts: string[]) => texts.join("").length;
  const fits =
    tickets.length <= MAX_TICKET_ENTRIES &&
    size(tickets.map(([name]) => name)) <= MAX_TICKET_SIZE &&
    size(tickets.map(([, text]) => text)) <= MAX_TICKET_SIZE;
  return Object.fromEntries(fits ? sent : sent.filter(([name]) => !TICKET.test(name)));
}
