import { MAX_NAME, NAME_HINT, NAME_LABEL } from "./useProfile";

type Props = { id: string; value: string; isOptional?: boolean; onChange: (name: string) => void };

/** The organizer's name, with what it is for. */
export function NameInput({ id, value, isOptional, onChange }: Props) {
  return (
    <div className="field">
      <label htmlFor={id}>
        {NAME_LABEL}
        {isOptional && <span className="soft"> (optional)</span>}
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
        {NAME_HINT}
      </p>
    </div>
  );
}
