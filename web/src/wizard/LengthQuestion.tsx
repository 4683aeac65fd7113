import type { Draft } from "../draft";
import { day } from "../when";
import { t } from "../words";
import { idOf } from "./Field";
import { longer } from "./length";

/** Where the focus is put, as on any field. */
export const LENGTH = "/length";

type Props = {
  draft: Draft;
  isConfirmed: boolean;
  /** Publish was pressed without an answer. */
  isAsked: boolean;
  confirm: (isConfirmed: boolean) => void;
};

/** Of an event that lasts longer than a week: most of these are a month or a year mistyped. */
export function LengthQuestion({ draft, isConfirmed, isAsked, confirm }: Props) {
  const length = longer(draft);
  const id = idOf(LENGTH);
  if (!length) return null;
  const isMissing = isAsked && !isConfirmed;
  return (
    <div className="note question">
      <p id={`${id}-question`}>
        {t("wizard.lengthQuestion", { length, day: day(new Date(draft.ends_at), draft.timezone) })}
      </p>
      <label>
        <input
          id={id}
          type="checkbox"
          checked={isConfirmed}
          aria-invalid={isMissing}
          aria-describedby={`${id}-question${isMissing ? ` ${id}-below` : ""}`}
          onChange={({ target }) => confirm(target.checked)}
        />
        {t("wizard.lengthYes")}
      </label>
      {isMissing && (
        <p id={`${id}-below`} className="mistake">
          {t("wizard.lengthConfirm")}
        </p>
      )}
    </div>
  );
}
