/** What Firebase Authentication's errors mean to a person. */
const WRONG_PASSWORD =
  "That email address and password do not match. Without a password? Let us email you a link.";
const WORDS: Record<string, string> = {
  "auth/invalid-credential": WRONG_PASSWORD,
  "auth/invalid-login-credentials": WRONG_PASSWORD,
  "auth/user-not-found": WRONG_PASSWORD,
  "auth/wrong-password": WRONG_PASSWORD,
  "auth/invalid-email": "Enter a whole email address, like name@example.com.",
  "auth/missing-email": "Enter your email address.",
  "auth/missing-password": "Enter your password, or let us email you a link.",
  "auth/user-disabled": "This account is disabled. Sign in with another one.",
  "auth/too-many-requests": "Too many attempts. Wait a minute and try again.",
  "auth/network-request-failed": "You seem to be offline. Check your connection and try again.",
  "auth/popup-blocked": "Your browser blocked the Google window. Press the button again to open it.",
  "auth/internal-error": "We could not reach Google. Try again, or sign in another way.",
  "auth/popup-closed-by-user": "",
  "auth/cancelled-popup-request": "",
  "auth/invalid-action-code": "That link was used already, or has expired. Let us email you a new one.",
  "auth/expired-action-code": "That link has expired. Let us email you a new one.",
};

/** Where a link that was followed asks for its address. */
export const FOLLOWING: Record<string, string> = {
  "auth/invalid-email":
    "We did not send this link to that address. Correct it and try again, or get a new link.",
};

/** Of a link that works no more, whatever is typed. Firebase leaves one as it is for any other error. */
const SPENT = new Set(["auth/invalid-action-code", "auth/expired-action-code", "auth/user-disabled"]);

const codeOf = (error: unknown) => (error as { code?: string }).code ?? "";
export const isSpent = (error: unknown): boolean => SPENT.has(codeOf(error));

/** What to say when signing in failed; "" when the person ended it. */
export function sentenceOf(error: unknown, otherWords: Record<string, string> = {}): string {
  const code = codeOf(error);
  return (
    otherWords[code] ??
    WORDS[code] ??
    `We could not sign you in (${code || (error as Error).message}). Try again.`
  );
}
