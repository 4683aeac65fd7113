import type { User } from "firebase/auth";
import { type ComponentProps, type FormEvent, useState } from "react";
import { type Draft, type Published, publish, Refused } from "./publish";

export function EventForm({ user }: { user: User }) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const [published, setPublished] = useState<Published>();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const draft = draftOf(new FormData(event.currentTarget));
    setBusy(true);
    setRefused(undefined);
    try {
      setPublished(await publish(user, draft));
    } catch (error) {
      const unreachable = new Refused("The server cannot be reached. Nothing is lost: try again.");
      setRefused(error instanceof Refused ? error : unreachable);
    } finally {
      setBusy(false);
    }
  };

  if (published) return <Live published={published} onAnother={() => setPublished(undefined)} />;
  const field = { fields: refused?.fields ?? {} };
  return (
    <form onSubmit={submit} noValidate>
      <h1>Publish an event</h1>
      <Field {...field} label="Title" name="title" pointer="/title" maxLength={120} />
      <label>
        Description <textarea name="description" rows={5} maxLength={10_000} />
        <Mistake text={field.fields["/description"]} />
      </label>
      <div className="pair">
        <Field
          {...field}
          label="Starts"
          name="starts"
          pointer="/starts_at"
          type="datetime-local"
          defaultValue={evening(19)}
        />
        <Field
          {...field}
          label="Ends"
          name="ends"
          pointer="/ends_at"
          type="datetime-local"
          defaultValue={evening(22)}
        />
      </div>
      <div className="pair">
        <Field {...field} label="Venue" name="venue" pointer="/location/name" />
        <Field {...field} label="Address" name="address" pointer="/location/address" />
      </div>
      {refused && <p role="alert">{refused.message}</p>}
      <button type="submit" className="first" disabled={busy} aria-busy={busy}>
        {busy ? "Publishing…" : "Publish"}
      </button>
    </form>
  );
}

function Live({ published, onAnother }: { published: Published; onAnother: () => void }) {
  return (
    <section aria-live="polite">
      <h1>Your event is live</h1>
      <p>
        <a href={published.public_url}>{published.public_url}</a>
      </p>
      <button type="button" onClick={() => navigator.clipboard.writeText(published.public_url)}>
        Copy link
      </button>{" "}
      <button type="button" className="quiet" onClick={onAnother}>
        Publish another
      </button>
    </section>
  );
}

type FieldProps = ComponentProps<"input"> & {
  label: string;
  pointer: string;
  fields: Record<string, string>;
};

function Field({ label, pointer, fields, ...input }: FieldProps) {
  return (
    <label>
      {label} <input aria-invalid={pointer in fields} {...input} />
      <Mistake text={fields[pointer]} />
    </label>
  );
}

function Mistake({ text }: { text?: string }) {
  return text ? <span className="mistake">{text}</span> : null;
}

function draftOf(data: FormData): Draft {
  const text = (name: string) => String(data.get(name) ?? "");
  return {
    title: text("title"),
    description: text("description"),
    starts_at: instant(text("starts")),
    ends_at: instant(text("ends")),
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    location: { kind: "venue", name: text("venue"), address: text("address") },
  };
}

/** Wall time in the browser's zone as RFC 3339; what is no time goes as typed and is refused by name. */
function instant(wallTime: string): string {
  const date = new Date(wallTime);
  return Number.isNaN(date.getTime()) ? wallTime : date.toISOString();
}

/** A month from today, as a datetime-local input takes it. */
function evening(hour: number): string {
  const day = new Date();
  day.setMonth(day.getMonth() + 1);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T${two(hour)}:30`;
}
