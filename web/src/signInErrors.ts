/** What Firebase Authentication's errors mean to a person. */
import { has, t } from "./words";

/** Which addresses have an account is private. */
const WRONG = new Set([
  "invalid-credential",
  "invalid-login-credentials",
  "user-not-found",
  "wrong-password",
]);
const ENDED = new Set(["popup-closed-by-user", "cancelled-popup-request"]);

/** What to say when signing in failed; "" when the person ended it. */
export function sentenceOf(error: unknown): string {
  const code = (error as { code?: string }).code ?? "";
  const name = code.replace("auth/", "");
  if (ENDED.has(name)) return "";
  const key = `signInErrors.${WRONG.has(name) ? "wrong-password" : name}`;
  if (name && has(key)) return t(key);
  return t("signInErrors.other", { code: code || (error as Error).message });
}
