import { initializeApp } from "firebase/app";
import { type Auth, connectAuthEmulator, getAuth } from "firebase/auth";

/** What /__/firebase/init.json holds. `emulators` and `demo` exist on the local stack alone. */
type Init = {
  projectId: string;
  apiKey: string;
  authDomain: string;
  emulators?: { auth: string; firestore: string };
  demo?: Demo;
};
export type Demo = { email: string; password: string };

export type Session = { auth: Auth; demo?: Demo };

/** Ask the site which Firebase project it belongs to, so that one bundle runs anywhere. */
export async function connect(): Promise<Session> {
  const answer = await fetch("/__/firebase/init.json");
  if (!answer.ok) throw new Error(`The site's configuration answers ${answer.status}.`);
  const { emulators, demo, ...options } = (await answer.json()) as Init;
  const auth = getAuth(initializeApp(options));
  if (emulators) connectAuthEmulator(auth, emulators.auth, { disableWarnings: true });
  return { auth, demo };
}
