import { expect, test } from "vitest";
import { content } from "./change/samples";
import type { Draft } from "./draft";
import { accountOf } from "./drafts/fakeServer";
import { expectEvent, expectedEvent } from "./expected";

const PUBLISHED = { event_id: "e1", slug: "jazz", public_url: "", published_at: "2027-01-01T00:00:00Z" };

test("what was published a moment ago is known to its own account alone", () => {
  const [ada, bob] = [accountOf("ada"), accountOf("bob")];
  expectEvent(PUBLISHED, content() as unknown as Draft, ada.user);

  expect(expectedEvent(ada, "e1")?.slug).toBe("jazz");
  expect(expectedEvent(ada, "e2")).toBeUndefined();
  expect(expectedEvent(bob, "e1")).toBeUndefined();
});
