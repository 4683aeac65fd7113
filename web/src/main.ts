/**
 * The way in: the language's texts and the app load beside each other, and nothing but a greeting renders before
 * both are there.
 */
import { configuration } from "./configuration";
import { connection } from "./connection";
import { greet, showHeader } from "./greeting";
import { wasHere } from "./here";
import { directionOf, isStorageAllowed, preferred } from "./languages";
import { isReloading, reloadWhenOutdated } from "./reload";
import { prefetch } from "./screens";
import { speak, t } from "./words";
import "./style.css";

reloadWhenOutdated();
const root = document.getElementById("root") as HTMLElement;
const language = preferred();
document.documentElement.lang = language;
document.documentElement.dir = directionOf(language);
const texts = speak(language);
if (isStorageAllowed()) begin();
else texts.then(() => say(t("app.noStorage"))).catch(fail);

function begin(): void {
  showHeader(root);
  configuration().catch(() => undefined); // App reports it
  const app = import("./start");
  if (wasHere()) {
    void connection();
    prefetch(location.pathname);
  } else texts.then(() => greet(root)).catch(() => undefined);
  Promise.all([app, texts])
    .then(([{ start }]) => start(root))
    .catch(fail);
}

function fail(): void {
  // In English, as no other text is there.
  if (isReloading()) return;
  if (navigator.onLine) say("Something did not load. Reload the page.");
  else say("We could not connect. Check your connection and reload the page.");
}

function say(text: string): void {
  root.className = "lost";
  root.textContent = text;
}
