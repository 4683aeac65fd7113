import { Field, useFormState } from "./Field";

export function Details() {
  const { form, change } = useFormState();
  return (
    <>
      <Field label="Title" pointer="/title">
        {(wiring) => (
          <input
            {...wiring}
            value={form.title}
            onChange={({ target }) => change({ title: target.value })}
            required
            dir="auto"
            autoComplete="off"
            placeholder="Summer Jazz Night"
          />
        )}
      </Field>
      <Field
        label="Description"
        pointer="/description"
        isOptional
        hint="Plain text. A blank line starts a new paragraph."
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
      <fieldset className="choice">
        <legend>Who can see it?</legend>
        {CHOICES.map(([visibility, name, hint]) => (
          <label key={visibility}>
            <input
              type="radio"
              name="visibility"
              checked={form.visibility === visibility}
              onChange={() => change({ visibility })}
            />
            <span>
              <b>{name}</b> {hint}
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

const CHOICES = [
  ["public", "Public", "Anyone can find it, with a search engine too."],
  ["unlisted", "Unlisted", "Anyone with the link can see it."],
] as const;
