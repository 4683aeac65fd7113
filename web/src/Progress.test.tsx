// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ownEvent } from "./change/samples";
import { Progress } from "./Progress";
import { doneEarly, onItsWay, stageOf } from "./stages";

afterEach(cleanup);

test.each<["pending" | "ready", "pending" | "sent", string, string]>([
  ["pending", "pending", "Published", "Creating your cover…"],
  ["pending", "sent", "Published, confirmation sent", "Creating your cover…"],
  ["ready", "pending", "Published, cover made", "Sending your confirmation…"],
  ["ready", "sent", "Live, cover made", ""],
])("of a %s cover and a %s mail the line is: %s", (cover, confirmation, finished, now) => {
  const event = ownEvent({}, { cover: { state: cover }, confirmation: { state: confirmation } });

  const { container } = render(<Progress stage={stageOf(event)} done={doneEarly(event)} />);

  expect(container.querySelector(".done")?.textContent).toBe(finished);
  expect(container.querySelector(".now")?.textContent ?? "").toBe(now);
});

test("before it is published, only the step under way is shown", () => {
  const { container } = render(<Progress stage="saving" waiting="You are offline" takesFocus />);

  expect(container.querySelector(".done")).toBeNull();
  expect(container.querySelector(".now")?.textContent).toBe("Saving…");
  expect(screen.getByRole("status").textContent).toBe("Saving… You are offline");
  expect(document.activeElement).toBe(screen.getByRole("region", { name: "Progress" }));
});

test.each<["pending" | "ready", "pending" | "sent", string]>([
  ["pending", "pending", "Your cover and confirmation are on their way."],
  ["pending", "sent", "Your cover is on its way."],
  ["ready", "pending", "Your confirmation is on its way."],
])("of a %s cover and a %s mail: %s", (cover, confirmation, sentence) => {
  expect(onItsWay({ cover: { state: cover }, confirmation: { state: confirmation } })).toBe(sentence);
});
