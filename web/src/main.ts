/** The way in: the language's texts and the app load beside each other, and nothing renders before both are there. */
import { directionOf, preferred } from "./languages";
import { isReloading, reloadWhenOutdated } from "./reload";
import { speak } from "./words";
import "./style.css";

reloadWhenOutdated();
const root = document.getElementById("root") as HTMLElement;
const language = preferred();
document.documentElement.lang = language;
document.documentElement.dir = directionOf(language);
Promise.all([import("./start"), speak(language)])
  .then(([{ start }]) => start(root))
  .catch(() => {
    // In English, as no other text is there.
    if (!isReloading()) root.textContent = "We could not connect. Check your connection and reload the page.";
  });
