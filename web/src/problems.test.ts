import { expect, test, vi } from "vitest";
import { Refused } from "./problems";

const TYPE = "application/problem+json";
const problem = (name: string, more: object = {}) =>
  JSON.stringify({ type: `urn:publish-event:problem:${name}`, title: "A title", status: 400, ...more });

test("a problem has our words, not the server's", () => {
  const refused = Refused.of(503, TYPE, problem("publishing-paused", { detail: "Keep the draft." }));

  expect(refused.problem).toBe("publishing-paused");
  expect(refused.message).toBe("Publishing is paused for maintenance. Your draft is saved: try again later.");
  expect(refused.fields).toEqual({});
});

test("what is wrong with a photo only the server knows", () => {
  const refused = Refused.of(400, TYPE, problem("invalid-image", { detail: "It is animated." }));

  expect(refused.message).toBe("We could not use that photo. It is animated.");
});

test("each field has its first mistake", () => {
  const errors = [
    { pointer: "/title", detail: "first" },
    { pointer: "/title", detail: "second" },
    { pointer: "/ends_at", detail: "third" },
  ];

  const refused = Refused.of(400, `${TYPE}; charset=utf-8`, problem("invalid-event", { errors }));

  expect(refused.fields).toEqual({ "/title": "first", "/ends_at": "third" });
  expect(refused.message).toBe("Correct the marked fields and publish again.");
});

test("an address that is taken is the address's mistake", () => {
  const refused = Refused.of(409, TYPE, problem("slug-taken", { suggestions: ["jazz-2"] }));

  expect(refused.fields).toEqual({ "/slug": "Another event has this address. Choose another one" });
});

test("a problem of a newer server says its title", () => {
  expect(Refused.of(400, TYPE, problem("new-rule")).message).toBe("A title");
});

test.each([
  ["text/html", "<html>"],
  ["text/html", problem("internal")],
  [TYPE, "{"],
])("an answer of another form (%s: %s) is named by its status", (type, body) => {
  const refused = Refused.of(418, type, body);

  expect(refused.problem).toBe("");
  expect(refused.message).toBe("The server answered 418. Try again in a moment.");
});

test("what this side finds has the same words", () => {
  expect(Refused.invalid({ "/title": "x" })).toMatchObject({
    problem: "invalid-event",
    message: "Correct the marked fields and publish again.",
    fields: { "/title": "x" },
  });
  expect(Refused.signedOut()).toMatchObject({
    problem: "unauthenticated",
    message: "Your session has ended. Sign in again to continue.",
  });
  expect(Refused.unreachable()).toMatchObject({
    problem: "unavailable",
    message: "We could not reach the server. Try again in a moment.",
  });
});

test("a bug is logged, and reported as one", () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const bug = new TypeError("x is undefined");

  expect(Refused.bug(bug)).toMatchObject({
    problem: "",
    message: "Something went wrong in this page. Reload it and try again.",
  });
  expect(log).toHaveBeenCalledWith(bug);
  log.mockRestore();
});
