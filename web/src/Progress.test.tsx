// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ownEvent } from "./change/samples";
import { doneEarly, messageOf } from "./messages";
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
