// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SignIn } from "./SignIn";

const chosen = vi.hoisted(() => vi.fn());
vi.mock("./languages", async (original) => ({
  ...(await original<typeof import("./languages")>()),
  ...{ LANGUAGES: { en: "English", de: "Deutsch" }, choose: chosen },
}));
/** A link that was sent to ada@example.com, and works once. */
const link = vi.hoisted(() => ({ isFollowed: true, isUsed: false, storedEmail: "" }));
const sent: string[] = [];
const firebase = vi.hoisted(() => ({
  followedLink: () => (link.isFollowed ? link.storedEmail : undefined),
  dropLink: () => {
    link.isFollowed = false;
  },
  async withLink(_: unknown, email: string) {
    const code = link.isUsed ? "auth/invalid-action-code" : "auth/invalid-email";
    if (link.isUsed || email !== "ada@example.com") throw Object.assign(new Error(code), { code });
    link.isUsed = true;
  },
}));
vi.mock("./configuration", () => ({ configuration: async () => [{}], knownConfiguration: () => undefined }));
vi.mock("./session", () => ({
  signInBy: async (way: (...args: unknown[]) => unknown) =>
    way({ ...firebase, sendLink: async (_: unknown, email: string) => void sent.push(email) }, {}),
}));

beforeEach(() => {
  Object.assign(link, { isFollowed: true, isUsed: false, storedEmail: "" });
  sent.length = 0;
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const email = () => screen.getByLabelText<HTMLInputElement>("Email");
async function answer(address: string) {
  await screen.findByText("One more step");
  fireEvent.change(email(), { target: { value: address } });
  fireEvent.click(screen.getByText("Sign in"));
}

test("a link that asks for its address takes the right one after a wrong one", async () => {
  render(<SignIn />);
  await answer("ida@example.com");
  expect((await screen.findByRole("alert")).textContent).toContain(
    "We did not send this link to that address",
  );
  expect(email().value).toBe("ida@example.com");

  await answer("ada@example.com");

  await vi.waitFor(() => expect(link.isUsed).toBe(true));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a link to another address than the last one asks for its own", async () => {
  link.storedEmail = "ida@example.com";

  render(<SignIn />);
  await answer("ada@example.com");

  await vi.waitFor(() => expect(link.isUsed).toBe(true));
});

test.each(["", "ada@example.com"])(
  "a link that was used says so and offers a new one (%s)",
  async (stored) => {
    Object.assign(link, { isUsed: true, storedEmail: stored });
    render(<SignIn />);
    if (!stored) await answer("ada@example.com");
    expect((await screen.findByRole("alert")).textContent).toContain("used already");
    await vi.waitFor(() => expect(email().value).toBe("ada@example.com"));

    fireEvent.click(screen.getByText("Continue with email"));

    await screen.findByText("Check your inbox");
    expect(sent).toEqual(["ada@example.com"]);
    expect(link.isFollowed).toBe(false);
  },
);

test("whoever does not know the address of a link gets a new one", async () => {
  render(<SignIn />);

  fireEvent.click(await screen.findByText("Get a new link"));

  expect(await screen.findByText("Continue with email")).toBeTruthy();
  expect(link.isFollowed).toBe(false);
});

test("an address that was typed outlives a change of language, once", () => {
  link.isFollowed = false;
  render(<SignIn />);
  fireEvent.change(email(), { target: { value: "ada@example.com" } });

  fireEvent.change(screen.getByLabelText("Language"), { target: { value: "de" } });

  expect(chosen).toHaveBeenCalledExactlyOnceWith("de");
  cleanup(); // as the reload does
  render(<SignIn />);
  expect(email().value).toBe("ada@example.com");
  cleanup();
  render(<SignIn />);
  expect(email().value).toBe("");
});
