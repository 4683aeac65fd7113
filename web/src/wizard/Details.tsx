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
        hint="Plain text. A blank line begins a new paragraph."
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
        <legend>Who finds it?</legend>
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
  ["public", "Anyone", "Search engines may list the page."],
  ["unlisted", "Only who has the link", "Search engines are asked not to."],
] as const;
