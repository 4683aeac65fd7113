import { MAX_NAME } from "./useProfile";
import { rich, t } from "./words";

type Props = { id: string; value: string; isOptional?: boolean; onChange: (name: string) => void };

/** The organizer's name, with what it is for. */
export function NameInput({ id, value, isOptional, onChange }: Props) {
  return (
    <div className="field">
      <label htmlFor={id}>
        {isOptional ? rich("account.nameOptional", { soft: <span className="soft" /> }) : t("account.name")}
      </label>
      <input
        id={id}
        value={value}
        maxLength={MAX_NAME}
        dir="auto"
        autoComplete="name"
        aria-describedby={`${id}-below`}
        onChange={({ target }) => onChange(target.value)}
      />
      <p id={`${id}-below`} className="hint">
        {t("account.nameHint")}
      </p>
    </div>
  );
}
