import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip as zip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { type Connect, defineConfig, type Plugin, type ProxyOptions } from "vite";
import { messages } from "./messages.ts";

// Hosting's part, locally: firebase.json's rewrites and headers, 404.html for every path that nothing is
// behind, and the files that differ between deployments.
type Hosting = {
  rewrites: { source: string; run?: { serviceId: string }; destination?: string }[];
  headers: { source: string; headers: { key: string; value: string }[] }[];
};
const hosting: Hosting = JSON.parse(
  readFileSync(new URL("../firebase.json", import.meta.url), "utf8"),
).hosting;

/** Of a glob: `**` is any path, `*` any part of one. */
function patternOf(source: string): string {
  const parts = source.replaceAll(".", "\\.").split("**");
  return `^${parts.map((part) => part.replaceAll("*", "[^/?]+")).join(".*")}(\\?.*)?$`;
}

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
  const configure = ({ middlewares }: { middlewares: Connect.Server }) => {
    serve("/__/firebase/init.json", "application/json", process.env.FIREBASE_INIT ?? "{}");
    serve("/site.json", "application/json", JSON.stringify({ public_url: process.env.PUBLIC_URL ?? "" }));
    serve("/.well-known/security.txt", "text/plain; charset=utf-8", process.env.SECURITY_TXT ?? "");
    middlewares.use((request, _response, next) => {
      const found = hosting.rewrites.find(({ source }) =>
        new RegExp(patternOf(source)).test(request.url ?? ""),
      );
      if (found?.destination) request.url = found.destination;
      next();
    });

    function serve(path: string, type: string, text: string) {
      middlewares.use(path, (_request, response) => {
        response.setHeader("Content-Type", type);
        response.setHeader("Cache-Control", "no-store");
        response.end(text);
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
  /** What Vite has not served by then does not exist, but for the page of the app itself. */
  const missing = (
    { middlewares }: { middlewares: Connect.Server },
    page: (url: string) => Promise<string>,
  ) =>
    middlewares.use(async (request, response, next) => {
      const url = request.url ?? "";
      if (new URL(url, "http://site").pathname === "/index.html") return next();
      response.statusCode = 404;
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(await page(url));
    });
  return {
    name: "firebase",
    configureServer(server) {
      configure(server);
      const page = async (url: string) =>
        server.transformIndexHtml(url, await readFile(`${root}index.html`, "utf8"));
      return () => void missing(server, page);
    },
    configurePreviewServer(server) {
      configure(server);
      headers(server); // of built files alone: while they are edited nothing is immutable
      server.middlewares.use(compressed(server.config.root));
      return () => void missing(server, () => readFile(`${root}dist/404.html`, "utf8"));
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type === "asset")
          this.emitFile({ type: "asset", fileName: "404.html", source: page.source });
      },
    },
  };
}

/** The app loads beside the entry, which asks for its language's texts: one way after the other would be slower. */
function preloads(): Plugin {
  return {
    name: "preloads",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const app = Object.values(bundle).find((file) => file.type === "chunk" && file.name === "start");
        if (app?.type !== "chunk") return undefined;
        return [app.fileName, ...app.imports]
          .filter((fileName) => !html.includes(fileName))
          .map((fileName) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `/${fileName}` },
            injectTo: "head" as const, // after what the entry itself imports
          }));
      },
    },
  };
}

const gzip = promisify(zip);

/** Built scripts and styles as Hosting sends them. */
function compressed(root: string): Connect.NextHandleFunction {
  const made = new Map<string, Promise<Buffer>>();
  return async (request, response, next) => {
    const [name, , style] = /^\/assets\/[\w.-]+\.(js|(css))$/.exec(request.url ?? "") ?? [];
    if (!name || !request.headers["accept-encoding"]?.includes("gzip")) return next();
    try {
      if (!made.has(name)) made.set(name, gzip(await readFile(`${root}/dist${name}`)));
      const body = await made.get(name);
      response.setHeader("Content-Type", style ? "text/css" : "text/javascript");
      response.setHeader("Content-Encoding", "gzip");
      response.setHeader("Vary", "Accept-Encoding");
      response.end(body);
    } catch {
      next(); // there is no such file
    }
  };
}

const root = fileURLToPath(new URL(".", import.meta.url));
const server = {
  host: "127.0.0.1",
  port: Number(process.env.SITE_PORT ?? 8080),
  strictPort: true,
  proxy: rewrites(),
};

/** A request for each part of the app, where the builder would make one of every file that two parts share. */
const GROUPS = {
  entry:
    /\/node_modules\/(react|icu-minify)\/|\/src\/(words|languages|reload|here|connection|configuration|screens)\.ts|vite\/preload-helper/,
  frame: /\/src\/(router|NotFound|ui|session|signInErrors|LanguageSelect)\.tsx?/,
  requests: /\/src\/(appCheck|drafts\/key)\.ts/,
  own: /\/src\/(firestore|EventCover|events|live|useRefresh|when|Badge|change\/content)\.tsx?/,
  drafts: /\/src\/(drafts\/(sync|remote|local|fields)|photo|api|locks|intent|wizard\/storage)\.tsx?/,
  parts:
    /\/src\/(change\/(storage|useChange|Ask|Differences|words)|ChatCard|guests|Progress|Verify|NameInput)\.tsx?/,
};
const groups = Object.entries(GROUPS).map(([name, test], index) => ({ name, test, priority: 9 - index }));

// "mpa": no page for a path that is none.
export default defineConfig({
  build: { rolldownOptions: { output: { codeSplitting: { groups } } } },
  appType: "mpa",
  plugins: [react(), messages(), firebase(), preloads()],
  server,
  preview: server,
});
