// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { App } from "./App";
import { greet, showHeader } from "./greeting";

vi.mock("./configuration", () => ({ configuration: async () => [{}], knownConfiguration: () => undefined }));
vi.mock("./firebase", () => ({ connect: () => new Promise(() => {}) }));

afterEach(cleanup);

test.each(["/", "/dashboard"])("the greeting at %s is what the app begins with", (path) => {
  history.replaceState(null, "", path);
  const root = document.createElement("div");
  showHeader(root);
  greet(root);
  const app = render(<App />).container;

  for (const part of ["header", "main > .welcome > section > h1", "main > .welcome > section > p"])
    expect(root.querySelector(part)?.outerHTML).toBe(app.querySelector(part)?.outerHTML);
  expect(root.querySelector("h1")?.textContent).toBeTruthy();
});
