import { useRef } from "react";
import { later, lengthOf } from "../time";
import { t } from "../words";
import { Field, useFormState } from "./Field";
import { lasting } from "./length";
import { completed } from "./link";
import { ZoneField } from "./Zones";

export function WhenAndWhere() {
  return (
    <>
      <When />
      <Where />
    </>
  );
}

/** A year has four digits where the browser knows the last one. */
const YEARS = { min: "2000-01-01T00:00", max: "2099-12-31T23:59" };
const LAST_END = "2104-12-31T23:59";

function When() {
  const { form, change } = useFormState();
  const length = lengthOf(form.starts, form.ends);
  const lastLength = useRef<Temporal.Duration>(undefined); // of the last two that were in order
  if (length) lastLength.current = length;

  // The end moves along: an event keeps its length, whatever stood there while the start was typed.
  const start = (starts: string) => {
    const ends = lastLength.current && later(starts, lastLength.current);
    change(ends ? { starts, ends } : { starts });
  };
  return (
    <>
      <div className="pair">
        <Field label={t("wizard.starts")} pointer="/starts_at">
          {(wiring) => (
            <input
              {...wiring}
              {...YEARS}
              type="datetime-local"
              value={form.starts}
              required
              onChange={({ target }) => start(target.value)}
            />
          )}
        </Field>
        <Field label={t("wizard.ends")} pointer="/ends_at" hint={length && lasting(length)}>
          {(wiring) => (
            <input
              {...wiring}
              min={YEARS.min}
              max={LAST_END}
              type="datetime-local"
              value={form.ends}
              required
              onChange={({ target }) => change({ ends: target.value })}
            />
          )}
        </Field>
      </div>
      <ZoneField />
    </>
  );
}

function Where() {
  const { form, change } = useFormState();
  return (
    <>
      <fieldset className="choice">
        <legend>{t("wizard.place")}</legend>
        {KINDS.map(([kind, name]) => (
          <label key={kind}>
            <input type="radio" name="kind" checked={form.kind === kind} onChange={() => change({ kind })} />
            <b>{t(name)}</b>
          </label>
        ))}
      </fieldset>
      {form.kind === "venue" ? (
        <div className="pair">
          <Field label={t("wizard.venue")} pointer="/location/name">
            {(wiring) => (
              <input
                {...wiring}
                value={form.venue}
                onChange={({ target }) => change({ venue: target.value })}
                required
                dir="auto"
                placeholder={t("wizard.venueExample")}
              />
            )}
          </Field>
          <Field label={t("wizard.venueAddress")} pointer="/location/address" isOptional>
            {(wiring) => (
              <input
                {...wiring}
                value={form.address}
                onChange={({ target }) => change({ address: target.value })}
                dir="auto"
                placeholder={t("wizard.venueAddressExample")}
              />
            )}
          </Field>
        </div>
      ) : (
        <Field label={t("wizard.link")} pointer="/location/url" hint={t("wizard.linkHint")}>
          {(wiring) => (
            <input
              {...wiring}
              type="text"
              inputMode="url"
              dir="ltr"
              autoCapitalize="off"
              autoComplete="off"
              spellCheck={false}
              value={form.url}
              onChange={({ target }) => change({ url: target.value })}
              onBlur={() => {
                const url = completed(form.url);
                if (url !== form.url) change({ url });
                wiring.onBlur();
              }}
              required
              placeholder="zoom.us/j/123"
            />
          )}
        </Field>
      )}
    </>
  );
}

const KINDS = [
  ["venue", "wizard.inPerson"],
  ["online", "wizard.online"],
] as const;
