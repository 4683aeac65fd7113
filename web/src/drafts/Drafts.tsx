/** The dashboard's drafts: open one, discard it, and take that back. */
import { Link } from "../router";
import { Alert } from "../ui";
import { locale, t } from "../words";
import { draftAddress } from "./key";
import type { useDrafts } from "./useDrafts";

export function Drafts({ rows, discard, undo, isUnreachable }: ReturnType<typeof useDrafts>) {
  if (!rows.length) return null;
  return (
    <section className="inside" aria-labelledby="drafts">
      <h2 id="drafts">{t("drafts.title")}</h2>
      {isUnreachable && <Alert>{t("drafts.unreachable")}</Alert>}
      <ul className="drafts">
        {rows.map((row) => {
          const title = row.title || t("drafts.untitled");
          const about = `draft-${row.key}`; // two may have one title
          return (
            <li key={row.key} className="card draft">
              <p id={about} role={row.discarded && "status"}>
                <b dir="auto">{title}</b>
                <span className="soft">
                  {row.discarded ? t("drafts.discarded") : edited(row.editedAt, Date.now())}
                </span>
              </p>
              <button
                type="button" // one and the same, so that it keeps the focus
                className={row.discarded ? undefined : "quiet"}
                onClick={() => (row.discarded ? undo(row) : discard(row))}
                aria-describedby={about}
                aria-label={t(row.discarded ? "drafts.undoLabel" : "drafts.discardLabel", { title })}
              >
                {t(row.discarded ? "drafts.undo" : "drafts.discard")}
              </button>
              {!row.discarded && (
                <Link
                  to={draftAddress(row.key)}
                  className="button"
                  aria-describedby={about}
                  aria-label={t("drafts.continueLabel", { title })}
                >
                  {t("drafts.continue")}
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

/** `Edited 2 hours ago`; within the last minute `Edited just now`. */
export function edited(time: number, now: number): string {
  const seconds = Math.max(0, now - time) / 1000;
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? [];
  if (!unit || !size) return t("drafts.justNow");
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return t("drafts.edited", { ago: words.format(-Math.floor(seconds / size), unit) });
}
