// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";

vi.mock("./start", () => ({ start: () => {} }));
vi.mock("./words", () => ({
  t: (key: string) => key,
  speak: async () => {
    throw new TypeError("Failed to fetch dynamically imported module");
  },
}));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each([
  ["online", true, "Something did not load. Reload the page."],
  ["offline", false, "We could not connect. Check your connection and reload the page."],
])("without its texts the page says what to do %s", async (_, onLine, said) => {
  vi.stubGlobal("navigator", { onLine, languages: ["de"] });
  document.body.innerHTML = '<div id="root"></div>';

  await import("./main");

  await vi.waitFor(() => expect(document.body.textContent).toBe(said));
});
