// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Account } from "../session";
import { account, forgetRequests, refused, server } from "../testing";
import { Address } from "./Address";
import { FormContext } from "./Field";
import { empty, type Form, mistakesIn } from "./form";
import { pick } from "./mistakes";

vi.mock("../api", () => import("../testing"));

const own = { ...account, session: { publicUrl: "https://events.example" } } as Account;
let form: Form;
let change: (changes: Partial<Form>) => void;

function Wizard({ form: typed, refused = false }: { form?: Partial<Form>; refused?: boolean }) {
  const [state, setState] = useState<Form>({ ...empty(), ...typed });
  const [touched, setTouched] = useState<string[]>([]);
  form = state;
  change = (changes) => setState((before) => ({ ...before, ...changes }));
  const context = {
    form,
    change,
    shown: { ...pick(mistakesIn(form), touched), ...(refused && { "/slug": "No." }) },
    touch: (...pointers: string[]) => setTouched((before) => [...before, ...pointers]),
  };
  return (
    <FormContext value={context}>
      <Address account={own} />
    </FormContext>
  );
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const field = () => screen.getByLabelText(/Address of the page/) as HTMLInputElement;
const type = (value: string) => act(() => void fireEvent.change(field(), { target: { value } }));
const press = (name: string) => act(() => void fireEvent.click(screen.getByRole("button", { name })));
const status = () => screen.getByRole("status").textContent;

beforeEach(() => {
  vi.useFakeTimers();
  forgetRequests();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test("it is folded away until it is wanted, and then has the focus; and can be left to us again", async () => {
  render(<Wizard />);
  expect(screen.queryByRole("textbox")).toBeNull();
  press("Change the address");
  await pass(0);
  expect(document.activeElement).toBe(field());
  expect(screen.getByText("events.example/e/")).toBeTruthy();
  type("Jazz Night");
  expect(form.slug).toBe("jazz-night");

  press("Let us make it");

  expect(form.slug).toBeUndefined();
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("one that was there before stays open while it is typed anew", () => {
  render(<Wizard form={{ slug: "jazz" }} />);
  field().focus();

  type("");

  expect(form.slug).toBeUndefined();
  expect(document.activeElement).toBe(field());
});

test("one that came from another device stays open while it is typed anew", async () => {
  render(<Wizard />);
  await act(async () => change({ slug: "jazz" }));

  type("");

  expect(field().value).toBe("");
});

test("what is typed is looked up when typing pauses, and only what can be an address", async () => {
  render(<Wizard form={{ slug: "jaz" }} />);
  type("jazz-");
  await pass(400);
  type("jazz-n");
  await pass(399);
  expect(server.requests).toEqual([]);
  server.answers.push({ slug: "jazz-night", free: true, suggestions: [] });

  type("jazz-night");
  await pass(400);

  expect(server.requests.map(({ method, path }) => [method, path])).toEqual([
    ["GET", "/api/slugs/jazz-night"],
  ]);
  expect(status()).toBe("This address is free");
  type("jazz-nights");
  expect(status()).toBe("");
});

test("wrong letters are said in words at once, a hyphen that something follows is not wrong", () => {
  render(<Wizard form={{ slug: "jazz" }} />);
  type("jazz-");
  expect(screen.queryByText(/Use small letters/)).toBeNull();

  type("jäzz");

  expect(screen.getByText(/Use small letters a to z/)).toBeTruthy();
});

test("of a taken one three free ones are offered, and one press takes one", async () => {
  server.answers.push({ slug: "jazz", free: false, suggestions: ["jazz-2", "jazz-3", "jazz-2027"] });
  render(<Wizard form={{ slug: "jazz" }} />);
  await pass(400);
  expect(status()).toContain("Another event has this address. These are free:");
  server.answers.push({ slug: "jazz-3", free: true, suggestions: [] });

  press("jazz-3");
  await pass(400);

  expect(form.slug).toBe("jazz-3");
  expect(status()).toBe("This address is free");
});

test("where publishing was refused, the free ones are offered beside the reason", async () => {
  server.answers.push({ slug: "jazz", free: false, suggestions: ["jazz-2"] });
  render(<Wizard form={{ slug: "jazz" }} refused />);
  await pass(400);

  expect(status()).toBe("These are free:jazz-2");
});

test("a look-up that fails says nothing, and one that is overtaken neither", async () => {
  server.answers.push(refused("too-many-requests"));
  render(<Wizard form={{ slug: "jazz" }} />);
  await pass(400);
  expect(status()).toBe("");
  let answer = (_: unknown) => {};
  server.answers.push(new Promise((done) => (answer = done)));
  type("jazz-a");
  await pass(400);
  type("jazz-b");

  await act(async () => answer({ slug: "jazz-a", free: true, suggestions: [] }));

  expect(status()).toBe("");
  expect(server.requests[1]?.signal?.aborted).toBe(true);
});

test("that an address can be guessed is said of an unlisted event", () => {
  const hint = () => screen.queryByText(/People may guess it/);
  render(<Wizard form={{ slug: "jazz" }} />);
  expect(hint()).toBeNull();
  cleanup();

  render(<Wizard form={{ slug: "jazz", visibility: "unlisted" }} />);

  expect(hint()).not.toBeNull();
});
