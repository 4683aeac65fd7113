import { useState } from "react";
import { type OwnEvent, type Revision, useRevisions } from "../events";
import type { Account } from "../session";
import { Alert } from "../ui";
import { type Content, type Field, madeBy } from "./content";
import { Differences } from "./Differences";
import { headlineOf } from "./words";

const PAGE = 10;

/** What changed, when, and by whom: the latest first. */
export function History({ account, event }: { account: Account; event: OwnEvent }) {
  const [count, setCount] = useState(PAGE);
  const found = useRevisions(account, event, count);
  if (found === undefined) return null;
  return (
    <section className="history card" aria-labelledby="history">
      <h2 id="history">History</h2>
      {found instanceof Error ? (
        <Alert>We could not load the history. Reload the page to try again.</Alert>
      ) : (
        <>
          <ol>
            {found.revisions.map((revision, index) => (
              <Item key={revision.id} revision={revision} after={afterOf(found.revisions, index, event)} />
            ))}
            {!found.hasMore && (
              <li>
                <b>Published</b>
                <span className="soft">{at(event.published_at)} by you</span>
              </li>
            )}
          </ol>
          {found.hasMore && (
            <button type="button" className="small" onClick={() => setCount(count + PAGE)}>
              Show older changes
            </button>
          )}
        </>
      )}
    </section>
  );
}

function Item({ revision, after }: { revision: Revision; after: Content | undefined }) {
  const { before, changed_at, changed_by } = revision;
  return (
    <li>
      <b>{after ? headlineOf(before, after) : "Edited"}</b>
      <span className="soft">
        {at(changed_at)} by {changed_by === "operator" ? "the operator" : "you"}
      </span>
      {after && <Differences was={before} is={after} without={NAMED} />}
    </li>
  );
}

/** The headline says it. */
const NAMED: Field["name"][] = ["page", "status"];

/** What the revision made of the event: what the next one found. Undefined until both are here. */
function afterOf(revisions: Revision[], index: number, event: OwnEvent): Content | undefined {
  const [next, revision] = [revisions[index - 1], revisions[index]];
  const found = next?.before ?? (revision?.revision === event.revision ? event.content : undefined);
  return revision && found && madeBy(revision, found);
}

const at = (time: Date) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(time);
