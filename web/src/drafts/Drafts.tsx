/** The dashboard's drafts: open one, discard it, and take that back. */
import { Link } from "../router";
import type { Account } from "../session";
import { Alert } from "../ui";
import { draftAddress } from "./key";
import { useDrafts } from "./useDrafts";

export function Drafts({ account }: { account: Account }) {
  const { rows, discard, undo, isUnreachable } = useDrafts(account);
  if (!rows.length) return null;
  return (
    <section className="inside" aria-labelledby="drafts">
      <h2 id="drafts">Drafts</h2>
      {isUnreachable && <Alert>We could not reach the server. The draft is still there: try again.</Alert>}
      <ul className="drafts">
        {rows.map((row) => {
          const title = row.title || "Untitled event";
          const about = `draft-${row.key}`; // two may have one title
          return (
            <li key={row.key} className="card draft">
              <p id={about} role={row.discarded && "status"}>
                <b dir="auto">{title}</b>
                <span className="soft">
                  {row.discarded ? "Discarded" : `Edited ${ago(row.editedAt, Date.now())}`}
                </span>
              </p>
              <button
                type="button" // one and the same, so that it keeps the focus
                className={row.discarded ? undefined : "quiet"}
                onClick={() => (row.discarded ? undo(row) : discard(row))}
                aria-describedby={about}
                aria-label={row.discarded ? `Undo: keep ${title}` : `Discard ${title}`}
              >
                {row.discarded ? "Undo" : "Discard"}
              </button>
              {!row.discarded && (
                <Link
                  to={draftAddress(row.key)}
                  className="button"
                  aria-describedby={about}
                  aria-label={`Continue ${title}`}
                >
                  Continue
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];
const WORDS = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** `2 hours ago`; within the last minute `just now`. */
export function ago(time: number, now: number): string {
  const seconds = Math.max(0, now - time) / 1000;
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? [];
  return unit && size ? WORDS.format(-Math.floor(seconds / size), unit) : "just now";
}
