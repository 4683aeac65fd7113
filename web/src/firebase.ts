/** Firebase Authentication, apart from the first paint: only connection.ts imports it, lazily. */
import { type FirebaseApp, initializeApp } from "firebase/app";
import {
  type Auth,
  browserLocalPersistence,
  browserPopupRedirectResolver,
  connectAuthEmulator,
  GoogleAuthProvider,
  indexedDBLocalPersistence,
  initializeAuth,
  isSignInWithEmailLink,
  onAuthStateChanged,
  sendEmailVerification,
  sendPasswordResetEmail,
  sendSignInLinkToEmail,
  signInWithEmailAndPassword,
  signInWithEmailLink,
  signInWithPopup,
  signOut,
  type User,
  updateProfile,
} from "firebase/auth";
import { setAppCheck } from "./appCheck";
import { configuration, type Init } from "./configuration";
import { draftQuery } from "./drafts/key";
import { languageOf, preferred } from "./languages";

export type Session = { app: FirebaseApp; auth: Auth; publicUrl: string } & Pick<Init, "emulators">;

const EMAIL = "publish-event:email";

/** Say to Firebase which project the site has. */
export async function connect(): Promise<Session> {
  const [{ emulators, appCheck, demo: _, ...options }, site] = await configuration();
  if (appCheck) setAppCheck({ options, standIn: appCheck });
  else if (site.recaptcha_key) setAppCheck({ options, siteKey: site.recaptcha_key });
  const app = initializeApp(options);
  const auth = initializeAuth(app, { persistence: [indexedDBLocalPersistence, browserLocalPersistence] });
  auth.languageCode = languageOf(preferred()) ?? "en"; // of its mails; words.ts may not speak it yet
  if (emulators) connectAuthEmulator(auth, emulators.auth, { disableWarnings: true });
  return { app, auth, publicUrl: site.public_url, emulators };
}

export const watch = ({ auth }: Session, onChange: (user: User | null) => void) =>
  onAuthStateChanged(auth, onChange);
export function leave({ auth }: Session): Promise<void> {
  localStorage.removeItem(EMAIL);
  return signOut(auth);
}

export async function withGoogle({ auth }: Session): Promise<void> {
  await signInWithPopup(auth, new GoogleAuthProvider(), browserPopupRedirectResolver);
}

export async function withPassword({ auth }: Session, email: string, password: string): Promise<void> {
  await signInWithEmailAndPassword(auth, email, password);
}

/** Mail a link that signs in here, and makes the account of somebody new. */
export async function sendLink(session: Session, email: string): Promise<string | undefined> {
  await sendSignInLinkToEmail(session.auth, email, { url: location.href, handleCodeInApp: true });
  try {
    localStorage.setItem(EMAIL, email);
  } catch {
    // no room: the address is asked for once more
  }
  return linkNotMailed(session, email);
}

/** Mail a link that leads to a new password. Nothing says whether there is such an account. */
export async function sendReset(session: Session, email: string): Promise<string | undefined> {
  try {
    await sendPasswordResetEmail(session.auth, email, { url: location.origin });
  } catch (error) {
    if ((error as { code?: string }).code !== "auth/user-not-found") throw error;
  }
  return undefined;
}

/** Mail a link that verifies the account's address. */
export async function sendVerification(session: Session, user: User): Promise<string | undefined> {
  await sendEmailVerification(user, { url: location.href });
  return linkNotMailed(session, user.email ?? "");
}

/** The local stack's emulator mails nothing: it says what it would have mailed. */
async function linkNotMailed({ emulators, app }: Session, email: string): Promise<string | undefined> {
  if (!emulators) return undefined;
  const codes = `${emulators.auth}/emulator/v1/projects/${app.options.projectId}/oobCodes`;
  const sent = (await (await fetch(codes)).json()) as { oobCodes: { email: string; oobLink: string }[] };
  return sent.oobCodes.findLast((code) => code.email === email)?.oobLink;
}

/** The new name is in the account's ID token at once: events are published with it. */
export async function rename(user: User, name: string): Promise<void> {
  await updateProfile(user, { displayName: name });
  await user.getIdToken(true);
}

/** Ask whether the address was verified meanwhile, in another tab or on another device. */
export async function askVerified(user: User): Promise<boolean> {
  await user.reload();
  if (user.emailVerified) await user.getIdToken(true);
  return user.emailVerified;
}

/** The address that a followed link was sent to, or "" if it was asked for on another device. */
export function followedLink({ auth }: Session): string | undefined {
  return isSignInWithEmailLink(auth, location.href) ? (localStorage.getItem(EMAIL) ?? "") : undefined;
}

/** The link stays in the address until it has worked: after a mistyped email address it still does. */
export async function withLink({ auth }: Session, email: string): Promise<void> {
  await signInWithEmailLink(auth, email, location.href);
  dropLink();
}

export function dropLink(): void {
  localStorage.removeItem(EMAIL);
  history.replaceState(history.state, "", location.pathname + draftQuery());
}
