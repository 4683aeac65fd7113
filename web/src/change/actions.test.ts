import { expect, test } from "vitest";
import { type Action, actionsFor, QUESTIONS } from "./actions";
import { content, ownEvent } from "./samples";

const END = ownEvent().ends_at.getTime();

test.each<[string, Parameters<typeof ownEvent>, number, Action[]]>([
  ["on", [], END, ["Edit", "Reschedule", "Duplicate", "Postpone", "Cancel event", "Take down"]],
  [
    "postponed",
    [{ status: "postponed" }],
    END,
    ["Edit", "Reschedule", "Reinstate", "Duplicate", "Cancel event", "Take down"],
  ],
  ["cancelled", [{ status: "cancelled" }], END, ["Reinstate", "Edit", "Duplicate", "Take down"]],
  ["over", [], END + 1, ["Edit", "Duplicate", "Take down"]],
  ["over, and cancelled", [{ status: "cancelled" }], END + 1, ["Edit", "Duplicate", "Take down"]],
  ["down", [{ isDown: true, status: "cancelled" }], END + 1, ["Put back up", "Edit", "Duplicate"]],
  ["taken down by an operator", [{ isDown: true }, { unpublished_by: "operator" }], END, ["Duplicate"]],
  ["taken down in version 1", [{ isDown: true }, { unpublished_by: null }], END, ["Duplicate"]],
])("with an event that is %s", (_, sample, now, actions) => {
  expect(actionsFor(ownEvent(...sample), now)).toEqual(actions);
});

test("each question changes what it asks about, and nothing else", () => {
  const was = content({ note: "Ill.", status: "cancelled" });
  const become = (action: Action) => QUESTIONS[action]?.change(was);

  expect(become("Postpone")).toEqual({ ...was, status: "postponed" });
  expect(become("Cancel event")).toEqual(was);
  expect(QUESTIONS["Cancel event"]?.change(content({ status: "postponed", note: "Soon." }))).toEqual({
    ...was,
    note: "",
  });
  expect(become("Reinstate")).toEqual({ ...was, status: "scheduled", note: "" });
  expect(become("Take down")).toEqual({ ...was, isDown: true });
  expect(QUESTIONS["Put back up"]?.change({ ...was, isDown: true })).toEqual(was);
});
