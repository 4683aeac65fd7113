import { useState } from "react";
import { type OwnEvent, type Revision, useRevisions } from "../events";
import type { Account } from "../session";
import { Alert } from "../ui";
import { form, t } from "../words";
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
      <h2 id="history">{t("change.history")}</h2>
      {found instanceof Error ? (
        <Alert>{t("change.noHistory")}</Alert>
      ) : (
        <>
          <ol>
            {found.revisions.map((revision, index) => (
              <Item key={revision.id} revision={revision} after={afterOf(found.revisions, index, event)} />
            ))}
            {!found.hasMore && (
              <li>
                <b>{t("change.published")}</b>
                <span className="soft">{t("change.byYou", { time: at(event.published_at) })}</span>
              </li>
            )}
          </ol>
          {found.hasMore && (
            <button type="button" className="small" onClick={() => setCount(count + PAGE)}>
              {t("change.older")}
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
      <b>{after ? headlineOf(before, after) : t("change.edited")}</b>
      <span className="soft">
        {t(changed_by === "operator" ? "change.byOperator" : "change.byYou", { time: at(changed_at) })}
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
  new Intl.DateTimeFormat(form(), {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(time);
