import { defineConfig } from "vitest/config";
import { messages } from "./messages.ts";

// Of the pure modules: no DOM, and nothing is loaded anew for the next mutant, so one takes half a second.
export default defineConfig({
  plugins: [messages()],
  test: {
    include: [
      "src/{draft,money,notes,problems,signInErrors,time,vectors}.test.ts",
      "src/wizard/form.test.ts",
    ],
    setupFiles: ["src/testing.setup.ts"],
    isolate: false,
  },
});
