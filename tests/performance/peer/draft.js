// What an organizer may publish, in zod. Rules of ours that it lacks: characters that cannot be
// stored, years and length of an event, links that cannot work.
const { z } = require("zod");

const zones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);
const currencies = new Set(Intl.supportedValuesOf("currency"));

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const Location = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("venue"),
    name: z.string().trim().min(1).max(200),
    address: z.string().trim().max(300).default(""),
  }),
  z.strictObject({ kind: z.literal("online"), url: z.url({ protocol: /^https$/ }).max(2000) }),
]);

const Ticket = z.strictObject({
  name: z.string().trim().min(1).max(100),
  price: z.int().min(0).max(1e12),
  currency: z.string().refine((code) => currencies.has(code), "This is not a currency code"),
  quantity: z.int().min(1).max(1e9),
});

exports.EventDraft = z
  .strictObject({
    title: z.string().trim().min(1).max(120),
    description: z.string().trim().max(10_000).default(""),
    starts_at: Instant,
    ends_at: Instant,
    timezone: z.string().refine((name) => zones.has(name), "This is not a time zone"),
    location: Location,
    tickets: z.array(Ticket).max(50).default([]),
    visibility: z.enum(["public", "unlisted"]).default("public"),
  })
  .refine(({ starts_at, ends_at }) => ends_at > starts_at, {
    path: ["ends_at"],
    error: "The event must end after it starts",
  })
  .refine(({ ends_at }) => ends_at > new Date(), {
    path: ["ends_at"],
    error: "This event is already over",
  })
  .refine(({ tickets }) => new Set(tickets.map(({ name }) => name)).size === tickets.length, {
    path: ["tickets"],
    error: "Each ticket needs its own name",
  });
