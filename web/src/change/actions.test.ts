import { expect, test } from "vitest";
import { type Action, type Asked, actionsFor, QUESTIONS } from "./actions";
import { content, ownEvent } from "./samples";

const END = ownEvent().ends_at.getTime();

test.each<[string, Parameters<typeof ownEvent>, number, Action[]]>([
  ["on", [], END, ["edit", "reschedule", "duplicate", "postpone", "cancel", "takeDown"]],
  [
    "postponed",
    [{ status: "postponed" }],
    END,
    ["edit", "reschedule", "reinstate", "duplicate", "cancel", "takeDown"],
  ],
  ["cancelled", [{ status: "cancelled" }], END, ["reinstate", "edit", "duplicate", "takeDown"]],
  ["over", [], END + 1, ["edit", "duplicate", "takeDown"]],
  ["over, and cancelled", [{ status: "cancelled" }], END + 1, ["edit", "duplicate", "takeDown"]],
  ["down", [{ isDown: true, status: "cancelled" }], END + 1, ["putUp", "edit", "duplicate"]],
  ["taken down by an operator", [{ isDown: true }, { unpublished_by: "operator" }], END, ["duplicate"]],
  ["taken down in version 1", [{ isDown: true }, { unpublished_by: null }], END, ["duplicate"]],
])("with an event that is %s", (_, sample, now, actions) => {
  expect(actionsFor(ownEvent(...sample), now)).toEqual(actions);
});

test("each question changes what it asks about, and nothing else", () => {
  const was = content({ note: "Ill.", status: "cancelled" });
  const become = (action: Asked) => QUESTIONS[action].change(was);

  expect(become("postpone")).toEqual({ ...was, status: "postponed" });
  expect(become("cancel")).toEqual(was);
  expect(QUESTIONS.cancel.change(content({ status: "postponed", note: "Soon." }))).toEqual({
    ...was,
    note: "",
  });
  expect(become("reinstate")).toEqual({ ...was, status: "scheduled", note: "" });
  expect(become("takeDown")).toEqual({ ...was, isDown: true });
  expect(QUESTIONS.putUp.change({ ...was, isDown: true })).toEqual(was);
});
