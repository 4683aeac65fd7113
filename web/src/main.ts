/** The way in: the language's texts and the app load beside each other, and nothing renders before both are there. */
import { directionOf, isStorageAllowed, preferred } from "./languages";
import { isReloading, reloadWhenOutdated } from "./reload";
import { speak, t } from "./words";
import "./style.css";

reloadWhenOutdated();
const root = document.getElementById("root") as HTMLElement;
const language = preferred();
document.documentElement.lang = language;
document.documentElement.dir = directionOf(language);
Promise.all([isStorageAllowed() ? import("./start") : undefined, speak(language)])
  .then(([app]) => {
    if (app) app.start(root);
    else say(t("app.noStorage"));
  })
  .catch(() => {
    // In English, as no other text is there.
    if (isReloading()) return;
    if (navigator.onLine) say("Something did not load. Reload the page.");
    else say("We could not connect. Check your connection and reload the page.");
  });

function say(text: string): void {
  root.className = "lost";
  root.textContent = text;
}
