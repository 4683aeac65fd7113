import { t } from "../words";
import { type Content, differences, excerpts, type Field } from "./content";

type Props = { was: Content; is: Content; without?: Field["name"][] };

/** What was, and what is, field by field. */
export function Differences({ was, is, without = [] }: Props) {
  const fields = differences(was, is).filter(({ name }) => !without.includes(name));
  if (!fields.length) return null;
  return (
    <dl className="differences">
      {fields.map(({ name, text }) => {
        const [before, after] = excerpts(text(was), text(is));
        return (
          <div key={name}>
            <dt>{t(`change.field:${name}`)}</dt>
            {before && before !== after && (
              <dd>
                <span className="hidden">{t("change.was")} </span>
                <del dir="auto">{before}</del>
              </dd>
            )}
            <dd>
              <span className="hidden">{t("change.is")} </span>
              <ins dir="auto">{after || t("change.none")}</ins>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
