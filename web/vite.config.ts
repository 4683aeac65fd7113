import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import react from "@vitejs/plugin-react";
import { type Connect, defineConfig, type Plugin, type ProxyOptions } from "vite";

// Firebase Hosting's part, locally: the rewrites of firebase.json, and /__/firebase/init.json.
type Rewrite = { source: string; run?: { serviceId: string } };
const hosting = JSON.parse(readFileSync(new URL("../firebase.json", import.meta.url), "utf8")).hosting;

const unavailable = (_error: Error, _request: unknown, response: ServerResponse | unknown) => {
  const answer = response as ServerResponse;
  answer.writeHead?.(503, { "Content-Type": "text/plain", "Retry-After": "1" });
  answer.end?.("The function is starting; try again in a second.");
};

function rewrites(): Record<string, ProxyOptions> {
  const found: Record<string, ProxyOptions> = {};
  for (const { source, run } of hosting.rewrites as Rewrite[]) {
    const target = run && process.env[`${run.serviceId.toUpperCase()}_URL`];
    const pattern = `^${source.replaceAll(".", "\\.").replaceAll("**", ".*")}(\\?.*)?$`;
    if (target) found[pattern] = { target, configure: (proxy) => void proxy.on("error", unavailable) };
  }
  return found;
}

function init(): Plugin {
  const serve = (server: { middlewares: Connect.Server }) => {
    server.middlewares.use("/__/firebase/init.json", (_request, response) => {
      response.setHeader("Content-Type", "application/json");
      response.setHeader("Cache-Control", "no-store");
      response.end(process.env.FIREBASE_INIT ?? "{}");
    });
  };
  return { name: "firebase-init", configureServer: serve, configurePreviewServer: serve };
}

const server = {
  host: "127.0.0.1",
  port: Number(process.env.SITE_PORT ?? 8080),
  strictPort: true,
  proxy: rewrites(),
};

export default defineConfig({ plugins: [react(), init()], server, preview: server });
