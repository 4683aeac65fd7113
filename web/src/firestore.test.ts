import { afterEach, expect, test, vi } from "vitest";
import { accountOf } from "./drafts/fakeServer";
import { firestore } from "./firestore";

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["a".repeat(50_000), true],
  ["日".repeat(30_000), false], // 90 KB
])("a request outlives its page where browsers let it, by bytes (%#)", async (body, keepalive) => {
  const fetch = vi.fn(async () => new Response());
  vi.stubGlobal("fetch", fetch);

  await firestore(accountOf("ada")).send("x", body);

  expect(fetch).toHaveBeenCalledWith("http://firestore/v1/x", expect.objectContaining({ keepalive }));
});
