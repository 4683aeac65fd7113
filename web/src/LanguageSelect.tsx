import { LANGUAGES, type Language } from "./languages";
import { t } from "./words";

type Props = { value: Language; onChange: (language: Language) => void };

/** Each language by its own name. */
export function LanguageSelect({ value, onChange }: Props) {
  return (
    <label className="field language">
      <span>{t("account.language")}</span>
      <select value={value} onChange={({ target }) => onChange(target.value as Language)}>
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
