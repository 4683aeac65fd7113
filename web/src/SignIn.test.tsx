// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { SignIn } from "./SignIn";

const chosen = vi.hoisted(() => vi.fn());
vi.mock("./session", () => ({ signInBy: () => new Promise(() => undefined) }));
vi.mock("./languages", async (original) => ({
  ...(await original<typeof import("./languages")>()),
  ...{ LANGUAGES: { en: "English", de: "Deutsch" }, choose: chosen },
}));

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const address = () => screen.getByLabelText<HTMLInputElement>("Email");

test("an address that was typed outlives a change of language, once", () => {
  render(<SignIn />);
  fireEvent.change(address(), { target: { value: "ada@example.com" } });

  fireEvent.change(screen.getByLabelText("Language"), { target: { value: "de" } });

  expect(chosen).toHaveBeenCalledExactlyOnceWith("de");
  cleanup(); // as the reload does
  render(<SignIn />);
  expect(address().value).toBe("ada@example.com");
  cleanup();
  render(<SignIn />);
  expect(address().value).toBe("");
});
