import { useMemo } from "react";
import { hereZone, moved, zones } from "../time";
import { Field, useFormState } from "./Field";

export function WhenAndWhere() {
  return (
    <>
      <When />
      <Where />
    </>
  );
}

function When() {
  const { form, change } = useFormState();
  return (
    <>
      <div className="pair">
        <Field label="Starts" pointer="/starts_at">
          {(wiring) => (
            <input
              {...wiring}
              type="datetime-local"
              value={form.starts}
              required
              // The end moves along: an event keeps its length.
              onChange={({ target: { value } }) =>
                change({ starts: value, ends: moved(form.ends, form.starts, value) })
              }
            />
          )}
        </Field>
        <Field label="Ends" pointer="/ends_at">
          {(wiring) => (
            <input
              {...wiring}
              type="datetime-local"
              value={form.ends}
              required
              onChange={({ target }) => change({ ends: target.value })}
            />
          )}
        </Field>
      </div>
      <Field label="Time zone" pointer="/timezone" hint={zoneHint(form.timezone)}>
        {(wiring) => (
          <select
            {...wiring}
            value={form.timezone}
            onChange={({ target }) => change({ timezone: target.value })}
          >
            <Zones chosen={form.timezone} />
          </select>
        )}
      </Field>
    </>
  );
}

function Zones({ chosen }: { chosen: string }) {
  const groups = useMemo(() => [...zones(chosen)], [chosen]);
  return groups.map(([continent, names]) => (
    <optgroup key={continent} label={continent}>
      {names.map((name) => (
        <option key={name} value={name}>
          {name.replaceAll("_", " ")}
        </option>
      ))}
    </optgroup>
  ));
}

const zoneHint = (zone: string) =>
  zone === hereZone()
    ? "Yours. Choose another if the event takes place elsewhere."
    : `Times are on the clock there. Your own time zone is ${hereZone()}.`;

function Where() {
  const { form, change } = useFormState();
  return (
    <>
      <fieldset className="choice">
        <legend>Where does it take place?</legend>
        {KINDS.map(([kind, name]) => (
          <label key={kind}>
            <input type="radio" name="kind" checked={form.kind === kind} onChange={() => change({ kind })} />
            <b>{name}</b>
          </label>
        ))}
      </fieldset>
      {form.kind === "venue" ? (
        <div className="pair">
          <Field label="Venue" pointer="/location/name">
            {(wiring) => (
              <input
                {...wiring}
                value={form.venue}
                onChange={({ target }) => change({ venue: target.value })}
                required
                dir="auto"
                placeholder="Kesselhaus"
              />
            )}
          </Field>
          <Field label="Address" pointer="/location/address" isOptional>
            {(wiring) => (
              <input
                {...wiring}
                value={form.address}
                onChange={({ target }) => change({ address: target.value })}
                dir="auto"
                placeholder="Knaackstr. 97, Berlin"
              />
            )}
          </Field>
        </div>
      ) : (
        <Field label="Link" pointer="/location/url" hint="Everyone who opens the event page can see it.">
          {(wiring) => (
            <input
              {...wiring}
              type="url"
              value={form.url}
              onChange={({ target }) => change({ url: target.value })}
              required
            />
          )}
        </Field>
      )}
    </>
  );
}

const KINDS = [
  ["venue", "In person"],
  ["online", "Online"],
] as const;
