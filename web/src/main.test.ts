// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";

vi.mock("./start", () => ({ start: () => {} }));
const prefetched = vi.hoisted(() => [] as string[]);
vi.mock("./screens", () => ({ prefetch: (path: string) => prefetched.push(path) }));
vi.mock("./connection", () => ({ connection: async () => ({}) }));
vi.mock("./configuration", () => ({ configuration: async () => [{}] }));
const texts = vi.hoisted(() => ({ loading: Promise.resolve() }));
vi.mock("./words", () => ({ t: (key: string) => key, speak: () => texts.loading }));

afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each([
  ["online", true, "Something did not load. Reload the page."],
  ["offline", false, "We could not connect. Check your connection and reload the page."],
])("without its texts the page says what to do %s", async (_, onLine, said) => {
  vi.stubGlobal("navigator", { onLine, languages: ["de"] });
  document.body.innerHTML = '<div id="root"></div>';
  texts.loading = Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
  texts.loading.catch(() => undefined);

  await import("./main");

  await vi.waitFor(() => expect(document.body.textContent).toBe(said));
});

test.each([
  ["who was never here is greeted", "", "Publish EventsignIn.welcomesignIn.lead", []],
  ["who was here sees no way in, and a screen loads,", "ada", "Publish Event", ["/"]],
])("%s before the app is there", async (_, before, shown, loaded) => {
  if (before) localStorage.setItem("publish-event:was-here", before);
  document.body.innerHTML = '<div id="root"></div>';
  texts.loading = Promise.resolve();

  await import("./main");
  await vi.dynamicImportSettled();

  expect(document.body.textContent?.trim()).toBe(shown);
  expect(prefetched.splice(0)).toEqual(loaded);
});
