import { expect, test } from "vitest";
import { sentenceOf } from "./signInErrors";

test.each([
  [
    "auth/wrong-password",
    "That email address and password do not match. Without a password? Let us email you a link.",
  ],
  [
    "auth/user-not-found",
    "That email address and password do not match. Without a password? Let us email you a link.",
  ], // which addresses exist is private
  ["auth/popup-closed-by-user", ""],
  ["auth/expired-action-code", "That link has expired. Let us email you a new one."],
])("%s: %s", (code, sentence) => {
  expect(sentenceOf(Object.assign(new Error("Firebase: …"), { code }))).toBe(sentence);
});

test("what is not known is named", () => {
  const unknown = Object.assign(new Error("Firebase: …"), { code: "auth/new" });

  expect(sentenceOf(unknown)).toBe("We could not sign you in (auth/new). Try again.");
  expect(sentenceOf(new Error("no network"))).toBe("We could not sign you in (no network). Try again.");
});
