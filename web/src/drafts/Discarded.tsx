import { Heading, Link } from "../router";
import { t } from "../words";

export function Discarded({ restore }: { restore: () => void }) {
  return (
    <div className="lost">
      <Heading takesFocus>{t("drafts.wasDiscarded")}</Heading>
      <p>{t("drafts.discardedElsewhere")}</p>
      <div className="actions">
        <button type="button" className="first" onClick={restore}>
          {t("drafts.keep")}
        </button>
        <Link to="/dashboard" className="button">
          {t("drafts.yourEvents")}
        </Link>
      </div>
    </div>
  );
}
