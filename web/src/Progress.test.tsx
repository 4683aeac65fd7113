// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ownEvent } from "./change/samples";
import { doneEarly, messageOf, onItsWay } from "./messages";
import { Progress } from "./Progress";

afterEach(cleanup);

test.each<["sent" | "pending", string]>([
  ["sent", "done"],
  ["pending", "later"],
])("while the cover is made, a mail that is %s is %s", (state, looks) => {
  const event = ownEvent({}, { cover: { state: "pending" }, confirmation: { state } });

  render(<Progress message={messageOf(event)} done={doneEarly(event)} hasPhoto={false} />);

  const looksOf = (step: string) =>
    screen.getAllByText(step).find(({ tagName }) => tagName === "LI")?.className;
  expect(looksOf("Creating your cover…")).toBe("now");
  expect(looksOf("Sending your confirmation…")).toBe(looks);
  expect(looksOf("Live")).toBe("later");
});

test.each<["pending" | "ready", "pending" | "sent", string]>([
  ["pending", "pending", "Your cover and confirmation are on their way."],
  ["pending", "sent", "Your cover is on its way."],
  ["ready", "pending", "Your confirmation is on its way."],
])("of a %s cover and a %s mail: %s", (cover, confirmation, sentence) => {
  expect(onItsWay({ cover: { state: cover }, confirmation: { state: confirmation } })).toBe(sentence);
});
