import { Heading, Link } from "./router";
import { t } from "./words";

export function NotFound() {
  return (
    <div className="lost">
      <p className="code">404</p>
      <Heading>{t("app.notFound")}</Heading>
      <p>{t("app.notFoundHelp")}</p>
      <Link to="/dashboard" className="button first">
        {t("app.goToEvents")}
      </Link>
    </div>
  );
}
