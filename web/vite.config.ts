import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import react from "@vitejs/plugin-react";
import { type Connect, defineConfig, type Plugin, type ProxyOptions } from "vite";

// Hosting's part, locally: firebase.json's rewrites and headers, /__/firebase/init.json and /site.json.
type Hosting = {
  rewrites: { source: string; run?: { serviceId: string } }[];
  headers: { source: string; headers: { key: string; value: string }[] }[];
};
const hosting: Hosting = JSON.parse(
  readFileSync(new URL("../firebase.json", import.meta.url), "utf8"),
).hosting;

const patternOf = (source: string) => `^${source.replaceAll(".", "\\.").replaceAll("**", ".*")}(\\?.*)?$`;

function rewrites(): Record<string, ProxyOptions> {
  const found: Record<string, ProxyOptions> = {};
  for (const { source, run } of hosting.rewrites) {
    const target = run && process.env[`${run.serviceId.toUpperCase()}_URL`];
    const configure: ProxyOptions["configure"] = (proxy) => {
      proxy.on("error", unavailable);
      // A function that refuses a request answers before it has read all of it. What the browser
      // still sends is then read and dropped, on a connection that stays: else it is reset, and the
      // answer lost.
      proxy.on("proxyRes", ({ headers }, request) => {
        delete headers.connection;
        if (request.complete) return;
        request.unpipe();
        request.resume();
      });
    };
    if (target) found[patternOf(source)] = { target, xfwd: true, configure };
  }
  return found;
}

const unavailable = (_error: Error, _request: unknown, response: ServerResponse | unknown) => {
  const answer = response as ServerResponse;
  if (answer.headersSent) return; // refused before the whole request was sent
  answer.writeHead?.(503, { "Content-Type": "text/plain", "Retry-After": "1" });
  answer.end?.("The function is starting; try again in a second.");
};

function firebase(): Plugin {
  const configuration = ({ middlewares }: { middlewares: Connect.Server }) => {
    const site = JSON.stringify({ public_url: process.env.PUBLIC_URL ?? "" });
    serve("/__/firebase/init.json", process.env.FIREBASE_INIT ?? "{}");
    serve("/site.json", site);

    function serve(path: string, json: string) {
      middlewares.use(path, (_request, response) => {
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-store");
        response.end(json);
      });
    }
  };
  const headers = ({ middlewares }: { middlewares: Connect.Server }) => {
    middlewares.use((request, response, next) => {
      const rules = hosting.headers.filter(({ source }) =>
        new RegExp(patternOf(source)).test(request.url ?? ""),
      );
      for (const { key, value } of rules.flatMap((rule) => rule.headers)) response.setHeader(key, value);
      next();
    });
  };
  return {
    name: "firebase",
    configureServer: configuration,
    configurePreviewServer: (server) => {
      configuration(server);
      headers(server); // of built files alone: while they are edited nothing is immutable
    },
  };
}

const server = {
  host: "127.0.0.1",
  port: Number(process.env.SITE_PORT ?? 8080),
  strictPort: true,
  proxy: rewrites(),
};

export default defineConfig({ plugins: [react(), firebase()], server, preview: server });
