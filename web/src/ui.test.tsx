// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { accountOf, FakeServer } from "./drafts/fakeServer";
import { useDraft } from "./drafts/useDraft";
import { useEvent } from "./events";
import { Skeleton } from "./ui";

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
