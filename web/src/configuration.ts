/** Which Firebase project and public address the site has, asked of the site itself, so that one bundle runs anywhere. */

/** What /__/firebase/init.json holds. `emulators`, `appCheck` and `demo` exist only on the local stack. */
export type Init = {
  projectId: string;
  appId: string;
  apiKey: string;
  authDomain: string;
  appCheck?: string;
  emulators?: { auth: string; firestore: string };
  demo?: { email: string; password: string };
};
/**
 * What /site.json holds, written where the site is deployed: the origin of public pages, and reCAPTCHA's key where
 * App Check is set up.
 */
type Site = { public_url: string; recaptcha_key?: string };

type Configuration = [init: Init, site: Site];

let asked: Promise<Configuration> | undefined;
let found: Configuration | undefined;

/** Asked once, whoever wants it first. */
export function configuration(): Promise<Configuration> {
  asked ??= ask();
  return asked;
}

/** What is known without waiting. */
export const knownConfiguration = (): Configuration | undefined => found;

async function ask(): Promise<Configuration> {
  found = await Promise.all([json<Init>("/__/firebase/init.json"), json<Site>("/site.json")]);
  return found;
}

async function json<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return (await answer.json()) as T;
}
