// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Conflict } from "./Conflict";
import { content } from "./samples";

afterEach(cleanup);

const base = content();
const mine = content({ title: "Blues", description: "Mine." });
const theirs = content({ title: "Rock", note: "Theirs." });

function shown(changes = {}) {
  const [choose, discard] = [vi.fn(), vi.fn()];
  render(
    <Conflict base={base} mine={mine} theirs={{ ...theirs, ...changes }} choose={choose} discard={discard} />,
  );
  return { choose, discard };
}

const checked = () =>
  screen
    .getAllByRole("group")
    .map((group) => [
      group.querySelector("legend")?.textContent,
      group.querySelector<HTMLInputElement>(":checked")?.id,
    ]);

test("both versions are shown, and what one side alone changed is suggested", () => {
  shown();

  expect(checked()).toEqual([
    ["Title", undefined],
    ["Description", "description-mine"],
    ["Note for guests", "note-theirs"],
  ]);
  expect(screen.getByText("Blues")).toBeTruthy();
  expect(screen.getByText("Rock")).toBeTruthy();
  expect(screen.getByText("It was: Jazz")).toBeTruthy();
  expect(document.activeElement?.textContent).toBe("This event was changed meanwhile");
});

test("what both changed must be chosen", () => {
  const { choose } = shown();

  fireEvent.click(screen.getByText("Continue with these"));
  expect(choose).not.toHaveBeenCalled();
  expect(screen.getByText("Both changed it. Choose one")).toBeTruthy();
  expect(document.activeElement?.id).toBe("title-mine");
  fireEvent.click(screen.getByText("Rock"));
  fireEvent.click(screen.getByText("Theirs."));
  fireEvent.click(screen.getByText("Continue with these"));

  expect(choose).toHaveBeenCalledWith(["description"]);
});

test("mine may be discarded; and a page that was taken down is mentioned", () => {
  const { discard } = shown({ isDown: true });
  expect(screen.getByText("The page was taken down meanwhile. Saving puts it back up.")).toBeTruthy();
  expect(checked()).toHaveLength(3);

  fireEvent.click(screen.getByText("Discard mine"));

  expect(discard).toHaveBeenCalled();
});
