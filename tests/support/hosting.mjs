// Firebase Hosting's own engine on the built site: node hosting.mjs ROOT CONFIG. Prints its port.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [root, config] = process.argv.slice(2);
const require = createRequire(`${root}/infra/local/node_modules/firebase-tools/package.json`);
const { server } = require("superstatic");
const { hosting } = JSON.parse(readFileSync(config, "utf8"));

// A rewrite to a function answers with the function's name.
const run = ({ run }) => Promise.resolve((_, answer) => answer.end(run.serviceId));
const options = { config: hosting, cwd: root, stack: "strict", hostname: "127.0.0.1", port: 0 };
const site = server({ ...options, rewriters: { run } });
const listening = site.listen(() => console.log(listening.address().port));
