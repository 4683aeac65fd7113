import { expect, test } from "vitest";
import { earlierPictures, isWish, type Picture, pictureFor, pictureOf, pictureText } from "./cover";
import { content } from "./samples";

const picture = (changes: Partial<Picture> = {}): Picture => ({ ...pictureOf(undefined), ...changes });
const PAINTED = picture({ source: "generated", art: "https://media.example/1", since: 1 });

test.each<[string, Picture]>([
  ["Painted by AI", PAINTED],
  ["Painted by AI", picture()], // as publishing begins without a choice
  ["Your photo", picture({ choice: "uploaded", upload: "uploads/ada/1" })],
  ["Your photo", picture({ source: "uploaded" })], // of another event
  ["A design", picture({ choice: "generated", source: "composed" })],
  ["Design 1", picture({ choice: "composed", design: 0, source: "composed" })],
  ["Design 9", picture({ choice: "composed", design: 1, source: "generated" })],
  ["Another picture will be painted by AI", pictureFor({ kind: "generated" }, 3)],
  ["Design 2", pictureFor({ kind: "composed", design: 4 }, 3)],
  ["Your photo", pictureFor({ kind: "uploaded", upload: "uploads/ada/1" }, 3)],
  ["The earlier picture: Painted by AI", pictureFor({ kind: "earlier", revision: 2, picture: PAINTED }, 3)],
])("in words: %s", (words, picture) => {
  expect(pictureText(picture)).toBe(words);
});

test("while another one is made its source is not yet known; while it gets new words it is", () => {
  const stored = { state: "pending", choice: "generated", source: "uploaded" };

  expect(pictureText(pictureOf(stored))).toBe("Painted by AI");
  expect(pictureOf({ ...stored, keeps_art: true }).source).toBe("uploaded");
});

test("what is wanted is what the next revision has, so that another tab's saving of it is known again", () => {
  const wish = { kind: "earlier", revision: 2, picture: PAINTED } as const;
  expect(pictureFor(wish, 3)).toEqual({ ...PAINTED, since: 4, wanted: { kind: "earlier", revision: 2 } });

  const design = { kind: "composed", design: 4 } as const;
  const stored = { state: "pending", choice: "composed", design: 4, since: 4 };
  expect(pictureFor(design, 3)).toEqual({ ...pictureOf(stored), wanted: design });
});

test("one can go back to what was replaced and is stored, each once, the latest first", () => {
  const revision = (number: number, art: string | null, changed = ["/cover"]) => ({
    revision: number,
    changed,
    before: content({ cover: picture({ art }) }),
  });
  const revisions = [
    revision(7, "first"),
    revision(6, "second", ["/title"]),
    revision(5, "second", ["/title", "/cover"]),
    revision(4, null),
    revision(3, "gone"),
    revision(2, "present"),
    revision(1, "first"),
  ];
  const cover = { art: "present", earlier: ["first", "present", "second"] };

  const found = earlierPictures(revisions, cover);

  expect(found.map(({ revision, picture: { art } }) => [revision, art])).toEqual([
    [7, "first"],
    [5, "second"],
  ]);
  expect(earlierPictures(revisions, {})).toEqual([]);
});

test.each<[boolean, unknown]>([
  [true, { kind: "generated" }],
  [true, { kind: "composed", design: 0 }],
  [true, { kind: "earlier", revision: 1, picture: PAINTED }],
  [false, { kind: "earlier", revision: 1 }],
  [false, { kind: "earlier", revision: 1, picture: picture() }],
  [false, { kind: "composed" }],
  [false, { kind: "uploaded", upload: "x" }],
  [false, null],
])("that it can be used is %s: %j", (is, value) => {
  expect(isWish(value)).toBe(is);
});
