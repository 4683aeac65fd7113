import { describe, expect, test } from "vitest";
import type { Confirmation, Cover, EventDocument } from "./contract/types";
import { audience, headline, notes, standing } from "./notes";
import { stageOf } from "./stages";

const work = { attempts: 0, due: null, error: null };
const COVER: Cover = {
  ...work,
  state: "ready",
  source: "composed",
  model: null,
  url: null,
  social_url: null,
  width: null,
  height: null,
  bytes: null,
  upload: null,
};
const CONFIRMATION: Confirmation = { ...work, state: "sent", message_id: null, sent_at: null };
const NOW = Date.parse("2027-01-01T00:00:00Z");
const AI = "The cover picture was made by AI.";
const SPENT = "generated covers of the day are spent";
const NONE_LEFT = "The day's AI pictures were used up when your cover was made.";
const NO_PHOTO = "We could not use your photo, so we made a cover for you.";
const SENT = "We emailed your confirmation to ada@example.com.";

const event = (changes: Partial<EventDocument> = {}): EventDocument => ({
  slug: "jazz",
  title: "Jazz",
  description: "",
  starts_at: new Date("2027-06-12T17:30:00Z"),
  ends_at: new Date("2027-06-12T21:00:00Z"),
  timezone: "Europe/Berlin",
  location: { kind: "venue", name: "Kesselhaus" },
  visibility: "public",
  published_at: new Date("2027-01-01T00:00:00Z"),
  owner: "ada",
  organizer: { name: "Ada", email: "ada@example.com", email_verified: true },
  fingerprint: "",
  shard: 0,
  ticket_count: 0,
  cover: COVER,
  confirmation: CONFIRMATION,
  trace: "",
  unpublished_at: null,
  ...changes,
});

describe("notes", () => {
  test.each<[string, Partial<Cover>, Partial<Confirmation>, string[]]>([
    ["all is well", {}, {}, [SENT]],
    ["a picture by AI", { source: "generated" }, {}, [AI, SENT]],
    ["a photo used", { source: "uploaded", upload: "u" }, {}, [SENT]],
    ["a photo not used", { source: "composed", upload: "u" }, {}, [NO_PHOTO, SENT]],
    ["a photo not used, but AI", { source: "generated", upload: "u" }, {}, [NO_PHOTO, AI, SENT]],
    ["a photo still being looked at", { state: "pending", source: "composed", upload: "u" }, {}, [SENT]],
    ["an AI picture not yet final", { state: "pending", source: "generated" }, {}, [SENT]],
    [
      "an address that is not verified",
      {},
      { state: "skipped" },
      ["We sent no confirmation because your email address was not verified."],
    ],
    [
      "an address that takes no mail",
      {},
      { state: "failed" },
      ["We could not deliver your confirmation to ada@example.com."],
    ],
    ["a confirmation on its way", {}, { state: "pending" }, []],
    [
      "a mail server that is away",
      {},
      { state: "pending", error: "refused", due: new Date(NOW + 10 * 60_000) },
      ["We could not reach the mail server. Next try in 10 minutes."],
    ],
    [
      "a mail server that has been away for long",
      {},
      { state: "pending", error: "refused", due: new Date(NOW + 180 * 60_000) },
      ["We could not reach the mail server. Next try in 3 hours."],
    ],
    [
      "a mail server that has been away for an hour or so",
      {},
      { state: "pending", error: "refused", due: new Date(NOW + 60 * 60_000) },
      ["We could not reach the mail server. Next try in an hour."],
    ],
    [
      "a retry that is due",
      {},
      { state: "pending", error: "refused", due: new Date(NOW) },
      ["We could not reach the mail server. We are trying again now."],
    ],
    ["an error that a finished cover left", { error: "Gemini answered 429" }, {}, [SENT]],
    ["a day's pictures that are spent", { error: `a; the organizer's 5 ${SPENT}` }, {}, [NONE_LEFT, SENT]],
    [
      "a retry that is under way",
      {},
      { state: "pending", error: "refused", leased: true, due: new Date(NOW + 90_000) },
      ["We could not reach the mail server. We are trying again now."],
    ],
    [
      "a picture that is to be had later",
      { state: "pending", error: "Gemini answered 429", due: new Date(NOW + 60_000) },
      {},
      ["We could not make your cover's picture yet. Next try in a minute.", SENT],
    ],
    ["an error of an earlier attempt", {}, { state: "sent", error: "refused" }, [SENT]],
  ])("%s", (_, cover, confirmation, expected) => {
    const changes = { cover: { ...COVER, ...cover }, confirmation: { ...CONFIRMATION, ...confirmation } };

    expect(notes(event(changes), NOW)).toEqual(expected);
  });
});

const CHANGED = { revision: 2, attempts: 0 };
const ANNOUNCED = { ...CHANGED, announced: { title: "Blues" } as Confirmation["announced"] };
const TOLD = "Our last email to ada@example.com is up to date.";

describe("notes of a changed event", () => {
  test.each<[string, Partial<Cover>, Partial<Confirmation>, string[]]>([
    ["all is announced", CHANGED, ANNOUNCED, [TOLD]],
    [
      "its words are drawn again",
      { ...CHANGED, state: "pending", keeps_art: true },
      { ...ANNOUNCED, state: "pending" },
      [
        "Your cover and share card are being updated.",
        "You will get an email about the change at ada@example.com.",
      ],
    ],
    [
      "it changed before its first cover and mail",
      { ...CHANGED, state: "pending", source: null },
      { ...CHANGED, state: "pending" },
      ["Your cover is being made.", "You will get your confirmation at ada@example.com."],
    ],
    [
      "its words cannot be drawn yet",
      { ...CHANGED, state: "pending", keeps_art: true, error: "storage", due: new Date(NOW) },
      ANNOUNCED,
      ["We could not update your cover yet. We are trying again now.", TOLD],
    ],
    [
      "the last change needed no mail",
      CHANGED,
      { ...ANNOUNCED, revision: 1 },
      ["Our last email went to ada@example.com. What you changed since needed none."],
    ],
    [
      "the address takes no mail",
      CHANGED,
      { ...ANNOUNCED, state: "failed" },
      ["We could not deliver the email about your change to ada@example.com."],
    ],
  ])("%s", (_, cover, confirmation, expected) => {
    const changes = { cover: { ...COVER, ...cover }, confirmation: { ...CONFIRMATION, ...confirmation } };

    expect(notes(event({ revision: 2, ...changes }), NOW)).toEqual(expected);
  });

  test("nobody sees the cover of a page that is down, so none is promised", () => {
    const cover = { ...COVER, ...CHANGED, state: "pending" };
    const down = { revision: 2, unpublished_at: new Date(), cover };

    const byOwner = notes(event({ ...down, unpublished_by: "owner" }), NOW);
    const byOperator = notes(event({ ...down, unpublished_by: "operator" }), NOW);

    expect(byOwner).toEqual([
      "Anyone who opens the link reads that you took the page down. The address stays yours.",
      SENT,
    ]);
    expect(byOperator[0]).toContain("Only they can put it back up");
  });
});

const [START, END] = [event().starts_at.getTime(), event().ends_at.getTime()];

test.each<[string, string, boolean, Partial<EventDocument>, number]>([
  ["Your event is live", "Live", true, {}, END],
  ["Your event is live", "Live · unlisted", true, { visibility: "unlisted" }, END],
  ["Your event is live", "Live · new date", true, { previous_starts_at: new Date(0) }, END],
  ["Your event is live", "Live · new time", true, { previous_starts_at: new Date(START - 1) }, END],
  ["Your event is live", "Live", true, { previous_starts_at: new Date(START) }, END],
  ["Your event is live", "Live", true, { previous_starts_at: new Date(START + 59_999) }, END],
  ["This event is over", "Over", false, { previous_starts_at: new Date(0) }, END + 1],
  ["This event is over", "Over", false, {}, END + 1],
  ["This event is postponed", "Postponed", false, { status: "postponed" }, END],
  ["This event is over", "Over", false, { status: "postponed" }, END + 1],
  ["This event is cancelled", "Cancelled", false, { status: "cancelled" }, END + 1],
  ["This page is taken down", "Taken down", false, { status: "cancelled", unpublished_at: new Date() }, END],
])("%s (%s)", (line, words, isLive, changes, now) => {
  expect(headline(event(changes), now)).toBe(line);
  expect(standing(event(changes), now)).toEqual({ words, isLive });
});

test.each([
  [0, "public", "No tickets · Public"],
  [1, "public", "1 ticket type · Public"],
  [2, "unlisted", "2 ticket types · Unlisted: anyone with the link can see it"],
] as const)("%i tickets, %s: %s", (ticket_count, visibility, expected) => {
  expect(audience(event({ ticket_count, visibility }))).toBe(expected);
});

test.each<[Cover["state"], Confirmation["state"], string]>([
  ["pending", "pending", "covering"],
  ["pending", "sent", "covering"],
  ["ready", "pending", "confirming"],
  ["ready", "sent", "live"],
  ["ready", "skipped", "live"],
  ["ready", "failed", "live"],
])("a %s cover and a %s confirmation: %s", (cover, confirmation, stage) => {
  const state = { cover: { ...COVER, state: cover }, confirmation: { ...CONFIRMATION, state: confirmation } };

  expect(stageOf(state)).toBe(stage);
});
