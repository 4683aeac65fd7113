// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import AccountButton from "./AccountButton";
import { accountOf } from "./drafts/fakeServer";

const done = vi.hoisted(() => [] as string[]);
const profile = vi.hoisted((): { rename: (name: string) => Promise<unknown> } => ({
  rename: async () => undefined,
}));
vi.mock("./useProfile", () => ({
  MAX_NAME: 120,
  useProfile: () => ({ name: "Ada", isVerified: true, rename: (name: string) => profile.rename(name) }),
}));
vi.mock("./languages", async (original) => ({
  ...(await original<typeof import("./languages")>()),
  ...{ LANGUAGES: { en: "English", de: "Deutsch" }, choose: (language: string) => done.push(language) },
}));

beforeEach(() => {
  done.length = 0;
  profile.rename = async (name) => done.push(name);
});
afterEach(cleanup);

function open() {
  render(<AccountButton account={accountOf("ada")} />);
  fireEvent.click(screen.getByLabelText("Account"));
}
const choose = (language: string) =>
  fireEvent.change(screen.getByLabelText("Language"), { target: { value: language } });
const type = (name: string) =>
  fireEvent.change(screen.getByLabelText("Your name, or your group's"), { target: { value: name } });

test("a name that was typed is saved before another language reloads the page", async () => {
  open();
  type("Ada Lovelace");
  choose("de");
  expect(done).toEqual([]);

  fireEvent.click(screen.getByText("Save"));

  await vi.waitFor(() => expect(done).toEqual(["Ada Lovelace", "de"]));
});

test("while a name cannot be saved the language stays", async () => {
  profile.rename = async () => {
    throw new Error("offline");
  };
  open();
  type("Ada Lovelace");
  choose("de");

  fireEvent.click(screen.getByText("Save"));

  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(done).toEqual([]);
});

test("without another language nothing reloads", async () => {
  open();
  type("Ada Lovelace");

  fireEvent.click(screen.getByText("Save"));

  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(done).toEqual(["Ada Lovelace"]);
});
