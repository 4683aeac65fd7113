import { defineConfig } from "vitest/config";

// Of the pure modules: no DOM, and nothing is loaded anew for the next mutant, so one takes half a second.
export default defineConfig({
  test: {
    include: [
      "src/{draft,money,notes,problems,signInErrors,time,vectors}.test.ts",
      "src/wizard/form.test.ts",
    ],
    isolate: false,
  },
});
