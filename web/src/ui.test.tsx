// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { accountOf, FakeServer } from "./drafts/fakeServer";
import { useDraft } from "./drafts/useDraft";
import { useEvent } from "./events";
import { Boundary, Skeleton } from "./ui";

const account = accountOf("ada");
const KEY = "3f0c2a52-1b1d-4a7e-9f0e-6f1f8d1f0a11";
const LATE = /We have not reached the server yet/;

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Props = { useLoaded: () => boolean };
const Screen = ({ useLoaded }: Props) => (useLoaded() ? <p>Loaded</p> : <Skeleton />);

test.each([
  ["an event", () => useEvent(account, KEY) !== undefined],
  ["a draft", () => useDraft(account, KEY).isLoaded],
])("%s that cannot be read says so after a while, and is there when the server is", async (_, useLoaded) => {
  vi.useFakeTimers();
  localStorage.clear();
  const server = new FakeServer();
  server.isReachable = false;
  render(<Screen useLoaded={useLoaded} />);
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(screen.queryByText(LATE)).toBeNull();

  await act(() => vi.advanceTimersByTimeAsync(5000));
  expect(screen.getByRole("status").textContent).toMatch(LATE);
  server.isReachable = true;
  await act(() => vi.advanceTimersByTimeAsync(3000));

  expect(screen.getByText("Loaded")).toBeTruthy();
});

const Missing = (): never => {
  throw new TypeError("Failed to fetch dynamically imported module");
};

test.each([
  ["online", true, "Something went wrong", "Reload"],
  ["offline", false, "We could not connect", "Try again"],
])("a screen that cannot be shown %s says what to do", (_, onLine, heading, button) => {
  vi.stubGlobal("navigator", { onLine });
  vi.spyOn(console, "error").mockImplementation(() => {}); // React's report of it

  render(
    <Boundary>
      <Missing />
    </Boundary>,
  );

  expect(screen.getByRole("heading").textContent).toBe(heading);
  expect(screen.getByText(button).tagName).toBe("BUTTON");
});
