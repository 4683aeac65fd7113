/** Tokens of App Check's SDK: only appCheck.ts imports it, lazily. */
import { type FirebaseOptions, initializeApp } from "firebase/app";
import {
  type AppCheckToken,
  CustomProvider,
  getToken,
  initializeAppCheck,
  ReCaptchaEnterpriseProvider,
} from "firebase/app-check";

/** With reCAPTCHA's site key; on the local stack, with the address of the stand-in that gives tokens. */
export type AppCheckSource = { options: FirebaseOptions } & ({ siteKey: string } | { standIn: string });

/**
 * In a Firebase app of its own: in the one that signs in, Authentication would wait for reCAPTCHA without end.
 */
export function tokensOf(source: AppCheckSource): (isFresh: boolean) => Promise<string> {
  const app = initializeApp(source.options, "app-check");
  const provider =
    "siteKey" in source
      ? new ReCaptchaEnterpriseProvider(source.siteKey)
      : new CustomProvider({ getToken: () => issued(source.standIn) });
  const appCheck = initializeAppCheck(app, { provider, isTokenAutoRefreshEnabled: true });
  return async (isFresh) => (await getToken(appCheck, isFresh)).token;
}

async function issued(standIn: string): Promise<AppCheckToken> {
  const answer = await fetch(standIn, { method: "POST" });
  const { token, ttl_seconds } = (await answer.json()) as { token: string; ttl_seconds: number };
  return { token, expireTimeMillis: Date.now() + 1000 * ttl_seconds };
}
