import { onAuthStateChanged, signInWithEmailAndPassword, signOut, type User } from "firebase/auth";
import { type FormEvent, useEffect, useState } from "react";
import { EventForm } from "./EventForm";
import type { Session } from "./firebase";

export function App({ session }: { session: Session }) {
  const [user, setUser] = useState<User | null>();
  useEffect(() => onAuthStateChanged(session.auth, setUser), [session]);

  return (
    <>
      <header>
        <strong>Publish Event</strong>
        {user && (
          <button type="button" className="quiet" onClick={() => signOut(session.auth)}>
            Sign out {user.displayName ?? user.email}
          </button>
        )}
      </header>
      <main>{user ? <EventForm user={user} /> : user === null && <SignIn session={session} />}</main>
    </>
  );
}

function SignIn({ session: { auth, demo } }: { session: Session }) {
  const [error, setError] = useState("");
  const enter = (email: string, password: string) =>
    signInWithEmailAndPassword(auth, email, password).catch((reason: Error) => setError(reason.message));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    void enter(String(data.get("email")), String(data.get("password")));
  };

  return (
    <form onSubmit={submit}>
      <h1>Sign in</h1>
      {demo && (
        <button type="button" className="first" onClick={() => enter(demo.email, demo.password)}>
          Continue as the demo organizer
        </button>
      )}
      <label>
        Email <input name="email" type="email" required autoComplete="username" />
      </label>
      <label>
        Password <input name="password" type="password" required autoComplete="current-password" />
      </label>
      {error && <p role="alert">{error}</p>}
      <button type="submit">Sign in</button>
    </form>
  );
}
