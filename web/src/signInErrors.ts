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

/** Where an error means something else: a link that was followed asks for its address. */
export type Where = "following";

/** Of a link that works no more, whatever is typed. Firebase leaves one as it is for any other error. */
const SPENT = new Set(["auth/invalid-action-code", "auth/expired-action-code", "auth/user-disabled"]);

const codeOf = (error: unknown) => (error as { code?: string }).code ?? "";
export const isSpent = (error: unknown): boolean => SPENT.has(codeOf(error));

/** What to say when signing in failed; "" when the person ended it. */
export function sentenceOf(error: unknown, where?: Where): string {
  const code = codeOf(error);
  const name = code.replace("auth/", "");
  if (ENDED.has(name)) return "";
  const known = WRONG.has(name) ? "wrong-password" : name;
  const key = [`signInErrors.${where}:${known}`, `signInErrors.${known}`].find(has);
  return key ? t(key) : t("signInErrors.other", { code: code || (error as Error).message });
}
