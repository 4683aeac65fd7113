import { defineConfig } from "vitest/config";
import { messages } from "./messages.ts";

// Apart from vite.config.ts, which reads files outside of web/: mutants are tested in a copy of this folder.
export default defineConfig({
  plugins: [messages()],
  // Threads start sooner than processes.
  test: { pool: "threads", include: ["src/**/*.test.{ts,tsx}"], setupFiles: ["src/testing.setup.ts"] },
});
