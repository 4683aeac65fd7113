// Publishing as a usual Firebase function: every SDK as its guide shows it, with its defaults.
//
// It writes the documents that ours writes and sends the same message. It does less: no trace, no
// redaction of logs, no bounds on the body beyond the framework's, no cover, language or address of
// one's own choosing, no secret address for an unlisted event, and nothing sends a message that was
// lost after the commit.
const { createHash } = require("node:crypto");
const { PubSub } = require("@google-cloud/pubsub");
const { initializeApp } = require("firebase-admin/app");
const { getAuth } = require("firebase-admin/auth");
const { getFirestore } = require("firebase-admin/firestore");
const { onRequest } = require("firebase-functions/https");
const logger = require("firebase-functions/logger");
const slugify = require("slugify");
const { z } = require("zod");
const { EventDraft } = require("./draft.js");

initializeApp();
const db = getFirestore();
// 100 is the client's default: a message waits up to 10 ms for others to be sent with.
const maxMessages = Number(process.env.PUBSUB_MAX_MESSAGES ?? 100);
const topic = new PubSub().topic("event-published", { batching: { maxMessages } });
const Key = z.uuid();

exports.publish = onRequest(async (req, res) => {
  res.set("Cache-Control", "no-store");
  if (req.method !== "POST") {
    res.set("Allow", "POST").status(405).json({ error: "method-not-allowed" });
    return;
  }
  const caller = await verified(req.get("Authorization"));
  if (!caller) {
    res.status(401).json({ error: "unauthenticated" });
    return;
  }
  const key = Key.safeParse(req.get("Idempotency-Key"));
  if (!key.success) {
    res.status(400).json({ error: "malformed-request" });
    return;
  }
  const draft = EventDraft.safeParse(req.body);
  if (!draft.success) {
    res.status(400).json({ error: "invalid-event", errors: draft.error.issues });
    return;
  }

  const { event, refusal, fresh } = await create(key.data.toLowerCase(), caller, draft.data);
  if (refusal) {
    res.status(refusal.status).json({ error: refusal.error });
    return;
  }
  if (fresh) {
    await topic.publishMessage({
      json: message(event),
      attributes: { event_type: "event_published", schema_version: "1" },
    });
    logger.info("Event published", { event_id: event.event_id, slug: event.slug });
  } else {
    res.set("Idempotent-Replayed", "true");
  }
  res.json({
    event_id: event.event_id,
    slug: event.slug,
    public_url: `${process.env.PUBLIC_URL}/e/${event.slug}`,
    published_at: event.published_at.toISOString(),
  });
});

async function verified(authorization = "") {
  const [, token] = authorization.match(/^Bearer (.+)$/i) ?? [];
  if (!token) return null;
  try {
    return await getAuth().verifyIdToken(token);
  } catch (error) {
    logger.warn("Token refused", { code: error.code });
    return null;
  }
}

// The idempotency key is the event's ID, the slug its page's: both are read, then written.
function create(id, caller, draft) {
  const fingerprint = createHash("sha256").update(JSON.stringify(draft)).digest("hex");
  const slug = slugify(draft.title, { lower: true, strict: true }) || "event";
  const ref = db.collection("events").doc(id);
  const pages = db.collection("pages");

  return db.runTransaction(async (transaction) => {
    const [existing, namesake] = await transaction.getAll(ref, pages.doc(slug));
    if (existing.exists) return replay(existing.data(), caller, fingerprint);

    const { event, page } = documents(
      id,
      namesake.exists ? `${slug}-${id.slice(0, 8)}` : slug,
      caller,
      draft,
      fingerprint,
    );
    transaction.create(ref, event);
    transaction.create(pages.doc(event.slug), page);
    draft.tickets.forEach((ticket, n) => {
      transaction.create(ref.collection("tickets").doc(`${n}`), ticket);
    });
    return { event, fresh: true };
  });
}

function replay(stored, caller, fingerprint) {
  if (stored.owner !== caller.uid) return { refusal: { status: 409, error: "key-in-use" } };
  if (stored.fingerprint !== fingerprint) return { refusal: { status: 422, error: "key-reused" } };
  return { event: { ...stored, published_at: stored.published_at.toDate() }, fresh: false };
}

function documents(id, slug, caller, draft, fingerprint) {
  const now = new Date();
  const { name = "", email = "", email_verified = false } = caller;
  const listing = {
    ...draft,
    event_id: id,
    slug,
    published_at: now,
    revision: 0,
    status: "scheduled",
    cover: null,
  };
  const work = { state: "pending", due: now, attempts: 0, error: null };
  const event = {
    ...listing,
    owner: caller.uid,
    organizer: { name, email, email_verified },
    fingerprint,
    ticket_count: draft.tickets.length,
    cover: { ...work, url: null, social_url: null, width: null, height: null },
    confirmation: { ...work, message_id: null, sent_at: null },
  };
  return { event, page: { ...listing, organizer_name: name } };
}

function message(event) {
  const { event_id, slug, owner, title, starts_at, published_at, ticket_count, visibility } = event;
  return { event_id, slug, owner, title, starts_at, published_at, ticket_count, visibility };
}
