// Loaded into firebase-tools before itself. Its Auth emulator compiles a validator for each of some
// thousand schemas before it answers, four fifths of the emulators' start; a stack meets ten of them.
const { createRequire } = require("node:module");

const exegesis = createRequire(require.resolve("firebase-tools/package.json"))("exegesis-express");
const { middleware } = exegesis;
exegesis.middleware = (document, options) =>
  middleware(document, { ...options, lazyCompileValidationSchemas: true });
