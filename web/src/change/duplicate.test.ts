import { expect, test } from "vitest";
import type { OwnEvent } from "../events";
import { draftOf, type KeptCover } from "../wizard/form";
import { duplicateOf } from "./duplicate";
import { content, ownEvent } from "./samples";

const JUNE = Date.parse("2027-06-01T00:00:00Z");
const COPY = { kind: "copied", event: "e1" } as const;
const DESIGN = { kind: "composed", design: 0 } as const;

test("it takes place a week later, at the same time of day, and says nothing of how it was off", () => {
  const was = content({ status: "cancelled", note: "Ill." });

  const draft = duplicateOf(was, ownEvent(), JUNE);

  expect(draft).toMatchObject({ title: "Jazz", starts: "2027-06-19T19:30", ends: "2027-06-19T23:00" });
  expect(Object.keys(draft)).not.toContain("status");
  expect(Object.keys(draft)).not.toContain("note");
});

test.each([
  ["the moment before", "2027-10-09T17:29:59Z", "2027-10-09T19:30"],
  ["that very moment", "2027-10-09T17:30:00Z", "2027-10-16T19:30"],
  ["after the clocks went back", "2027-11-04T12:00:00Z", "2027-11-06T19:30"],
])("the first such weekday that is not past: %s", (_, now, starts) => {
  expect(duplicateOf(content(), ownEvent(), Date.parse(now)).starts).toBe(starts);
});

test.each<[string, Partial<OwnEvent["cover"]>, KeptCover | undefined]>([
  ["a photo", { source: "uploaded" }, { cover: COPY, url: "https://m.example/art", isAi: false }],
  ["a painted picture", { source: "generated" }, { cover: COPY, url: "https://m.example/art", isAi: true }],
  [
    "version 1's",
    { source: "uploaded", art: null },
    { cover: COPY, url: "https://m.example/c", isAi: false },
  ],
  ["a design", { source: "composed", choice: "composed", design: 0 }, { cover: DESIGN }],
  ["a design, not made yet", { source: null, url: null, choice: "composed", design: 0 }, { cover: DESIGN }],
  ["what was composed for want of a picture", { source: "composed", choice: "generated" }, undefined],
  ["what is still to be made", { source: null, url: null }, undefined],
])("of covers it keeps: %s", (_, cover, kept) => {
  const event = ownEvent(
    {},
    { cover: { state: "ready", url: "https://m.example/c", art: "https://m.example/art", ...cover } },
  );

  const form = duplicateOf(content(), event, JUNE);

  expect(form.kept).toEqual(kept);
  expect(draftOf(form).cover).toEqual(kept?.cover);
});
