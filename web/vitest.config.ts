import { defineConfig } from "vitest/config";

// Apart from vite.config.ts, which reads files outside of web/: mutants are tested in a copy of this folder.
export default defineConfig({ test: { include: ["src/**/*.test.{ts,tsx}"] } });
