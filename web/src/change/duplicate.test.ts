import { expect, test } from "vitest";
import { draftOf } from "../wizard/form";
import { duplicateOf } from "./duplicate";
import { content, ownEvent } from "./samples";

const DAY = 24 * 60 * 60 * 1000;
const JUNE = Date.parse("2027-06-01T00:00:00Z");
const photo = { state: "ready", source: "uploaded", upload: "uploads/ada/1", url: "https://media.example/c" };

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

test("a photo is taken along while it is stored, and no other cover ever", () => {
  const published_at = new Date(JUNE);
  const at = (days: number, cover = photo) =>
    duplicateOf(content(), ownEvent({}, { cover, published_at }), JUNE + days * DAY).photo;

  expect(at(5)).toEqual({ upload: photo.upload, url: photo.url, until: JUNE + 6 * DAY });
  expect(at(6)).toBeUndefined();
  expect(at(1, { ...photo, source: "generated" })).toBeUndefined();
});

test("the draft names the photo until it is deleted", () => {
  const form = duplicateOf(content(), ownEvent(), JUNE);
  const kept = { upload: photo.upload, url: photo.url };

  expect(draftOf({ ...form, photo: { ...kept, until: Date.now() + DAY } }).cover_upload).toBe(photo.upload);
  expect(draftOf({ ...form, photo: { ...kept, until: Date.now() - 1 } })).not.toHaveProperty("cover_upload");
});
