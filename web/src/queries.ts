/** What is asked of Firestore about one's own events and drafts. */

export type Question = { path: string; body?: string };

/** Of one page of the dashboard. */
export const PAGE = 12;

/** The latest first. */
export function ownEvents(root: string, uid: string, count: number): Question {
  const own = { fieldFilter: { field: { fieldPath: "owner" }, op: "EQUAL", value: { stringValue: uid } } };
  return query(root, {
    from: [{ collectionId: "events" }],
    where: own,
    orderBy: descending("published_at"),
    limit: count,
  });
}

export const oneEvent = (root: string, id: string): Question => ({
  path: `${root}/events/${encodeURIComponent(id)}`,
});

/** The latest first. */
export const revisions = (root: string, id: string, count: number): Question =>
  query(oneEvent(root, id).path, {
    from: [{ collectionId: "changes" }],
    orderBy: descending("revision"),
    limit: count,
  });

const DRAFTS_PAGE = 100;

/** Their titles and when they were edited; in no order, as that is not indexed. `page` is the token of the page before. */
export function ownDrafts(root: string, uid: string, page = ""): Question {
  const fields = "mask.fieldPaths=title&mask.fieldPaths=edited_at";
  const token = `pageToken=${encodeURIComponent(page)}`;
  return { path: `${root}/organizers/${uid}/drafts?pageSize=${DRAFTS_PAGE}&${fields}&${token}` };
}

const query = (parent: string, structuredQuery: object): Question => ({
  path: `${parent}:runQuery`,
  body: JSON.stringify({ structuredQuery }),
});

const descending = (fieldPath: string) => [{ field: { fieldPath }, direction: "DESCENDING" }];
