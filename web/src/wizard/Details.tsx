import { LANGUAGES } from "../contract/languages";
import { rich, t } from "../words";
import { Field, useFormState } from "./Field";
import { languageFor } from "./form";
import { nameOfLanguage } from "./language";

export function Details() {
  const { form, change } = useFormState();
  const language = languageFor(form);
  return (
    <>
      <Field label={t("wizard.title")} pointer="/title">
        {(wiring) => (
          <input
            {...wiring}
            value={form.title}
            onChange={({ target }) => change({ title: target.value })}
            required
            dir="auto"
            autoComplete="off"
            placeholder={t("wizard.titleExample")}
          />
        )}
      </Field>
      <Field
        label={t("wizard.description")}
        pointer="/description"
        isOptional
        hint={t("wizard.descriptionHint")}
      >
        {(wiring) => (
          <textarea
            {...wiring}
            value={form.description}
            onChange={({ target }) => change({ description: target.value })}
            rows={6}
            dir="auto"
          />
        )}
      </Field>
      <Field label={t("wizard.language")} pointer="/language" hint={t("wizard.languageHint")}>
        {(wiring) => (
          <select {...wiring} value={language} onChange={({ target }) => change({ language: target.value })}>
            {languages(language).map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {nameOfLanguage(tag)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset className="choice">
        <legend>{t("wizard.visibility")}</legend>
        {CHOICES.map(([visibility, text]) => (
          <label key={visibility}>
            <input
              type="radio"
              name="visibility"
              checked={form.visibility === visibility}
              onChange={() => change({ visibility })}
            />
            <span>{rich(text, { b: <b /> })}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

const CHOICES = [
  ["public", "wizard.publicChoice"],
  ["unlisted", "wizard.unlistedChoice"],
] as const;

/** An event may have another one than these, by the API. */
const languages = (present: string) => [...new Set([...Object.keys(LANGUAGES), present])];
