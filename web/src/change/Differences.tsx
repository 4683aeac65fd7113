import { type Content, differences, excerpts, type Field } from "./content";

type Props = { was: Content; is: Content; without?: Field["name"][] };

/** What was, and what is, field by field. */
export function Differences({ was, is, without = [] }: Props) {
  const fields = differences(was, is).filter(({ name }) => !without.includes(name));
  if (!fields.length) return null;
  return (
    <dl className="differences">
      {fields.map(({ name, label, text }) => {
        const [before, after] = excerpts(text(was), text(is));
        return (
          <div key={name}>
            <dt>{label}</dt>
            {before && before !== after && (
              <dd>
                <span className="hidden">was: </span>
                <del dir="auto">{before}</del>
              </dd>
            )}
            <dd>
              <span className="hidden">is: </span>
              <ins dir="auto">{after || "None"}</ins>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
