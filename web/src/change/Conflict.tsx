/** Two changes of one event: both side by side, and the choice, field by field. */
import { type FormEvent, useState } from "react";
import { Heading } from "../router";
import { t } from "../words";
import { type Content, differences, excerpts, type Field } from "./content";

type Side = "mine" | "theirs";
type Props = {
  base: Content;
  mine: Content;
  theirs: Content;
  /** The fields that are to be as they were typed here. */
  choose: (mine: Field["name"][]) => void;
  discard: () => void;
};

export function Conflict({ base, mine, theirs, choose, discard }: Props) {
  const fields = differences(mine, theirs).filter(({ name }) => name !== "page");
  const [chosen, setChosen] = useState(() => suggestion(base, mine, theirs));
  const [isAsked, setAsked] = useState(false);
  const open = fields.filter(({ name }) => !chosen[name]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (open[0]) document.getElementById(idOf(open[0], "mine"))?.focus();
    else choose(fields.filter(({ name }) => chosen[name] === "mine").map(({ name }) => name));
  };
  return (
    <form className="card conflict" onSubmit={submit} noValidate>
      <Heading takesFocus>{t("change.conflict")}</Heading>
      <p>{t("change.conflictHint")}</p>
      {theirs.isDown && !base.isDown && <p className="note">{t("change.downMeanwhile")}</p>}
      {fields.map((field) => (
        <Choice
          key={field.name}
          field={field}
          base={base}
          mine={mine}
          theirs={theirs}
          side={chosen[field.name]}
          isAsked={isAsked}
          onChange={(side) => setChosen({ ...chosen, [field.name]: side })}
        />
      ))}
      <div className="actions">
        <button type="submit" className="first">
          {t("change.continue")}
        </button>
        <button type="button" onClick={discard}>
          {t("change.discardMine")}
        </button>
      </div>
    </form>
  );
}

type ChoiceProps = {
  field: Field;
  base: Content;
  mine: Content;
  theirs: Content;
  side: Side | undefined;
  isAsked: boolean;
  onChange: (side: Side) => void;
};

function Choice({ field, base, mine, theirs, side, isAsked, onChange }: ChoiceProps) {
  const [yours, saved] = excerpts(field.text(mine), field.text(theirs));
  const isOpen = isAsked && !side;
  const radio = (own: Side, name: string, text: string) => (
    <label>
      <input
        id={idOf(field, own)}
        type="radio"
        name={field.name}
        checked={side === own}
        aria-invalid={isOpen}
        aria-describedby={isOpen ? `${field.name}-open` : undefined}
        onChange={() => onChange(own)}
      />
      <span>
        <b>{name}</b> <span dir="auto">{text || t("change.none")}</span>
      </span>
    </label>
  );
  return (
    <fieldset className="choice">
      <legend>{t(`change.field:${field.name}`)}</legend>
      {isBoth(field, base, mine, theirs) && (
        <p className="soft" dir="auto">
          {t("change.itWas", { text: excerpts(field.text(base), field.text(mine))[0] || t("change.none") })}
        </p>
      )}
      {radio("mine", t("change.yours"), yours)}
      {radio("theirs", t("change.savedMeanwhile"), saved)}
      {isOpen && (
        <p id={`${field.name}-open`} className="mistake">
          {t("change.both")}
        </p>
      )}
    </fieldset>
  );
}

const idOf = ({ name }: Field, side: Side) => `${name}-${side}`;

const isChanged = (field: Field, base: Content, by: Content) =>
  differences(base, by).some(({ name }) => name === field.name);
const isBoth = (field: Field, base: Content, mine: Content, theirs: Content) =>
  isChanged(field, base, mine) && isChanged(field, base, theirs);

/** Whoever alone changed a field has it; what both changed is left to choose. */
function suggestion(base: Content, mine: Content, theirs: Content): Partial<Record<Field["name"], Side>> {
  const fields = differences(mine, theirs).filter((field) => !isBoth(field, base, mine, theirs));
  return Object.fromEntries(
    fields.map((field) => [field.name, isChanged(field, base, mine) ? "mine" : "theirs"]),
  );
}
