// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { connect } from "./firebase";
import { language } from "./words";

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test("mails are in the language that was chosen, also while its texts are still loading", async () => {
  const site: Record<string, object> = {
    "/__/firebase/init.json": { projectId: "demo", appId: "1", apiKey: "1", authDomain: "demo.example" },
    "/site.json": { public_url: "https://events.example" },
  };
  vi.stubGlobal("fetch", async (path: string) => Response.json(site[path]));
  localStorage.setItem("publish-event:language", "ja");
  expect(language()).toBe("en");

  const { auth } = await connect();

  expect(auth.languageCode).toBe("ja");
});
