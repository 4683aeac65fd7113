/**
 * The first words of the way in, before React is there: the elements of App.tsx and SignIn.tsx that come first, so
 * that nothing moves when the app takes their place.
 */
import { t } from "./words";

/** Without texts: while they load. */
export function showHeader(root: HTMLElement): void {
  root.innerHTML = `<div class="greeting">${HEADER}</div>`;
}

/** Below the header, what somebody reads who was never here. */
export function greet(root: HTMLElement): void {
  const main = document.createElement("main");
  main.innerHTML = WELCOME;
  const [heading, lead] = main.querySelectorAll<HTMLElement>("h1, p");
  const isHome = location.pathname === "/";
  if (heading) heading.textContent = t(isHome ? "signIn.welcome" : "signIn.continue");
  if (lead) lead.textContent = t("signIn.lead");
  root.querySelector(".greeting")?.append(main);
}

const HEADER =
  '<header class="top"><a href="/" class="brand">' +
  '<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">' +
  '<rect width="32" height="32" rx="8" fill="#5a36c8"></rect>' +
  '<path d="M9 8h14v16l-7-5-7 5z" fill="#fff"></path></svg> ' +
  "<span>Publish Event</span></a></header>";

const WELCOME =
  '<div class="welcome"><section><h1 tabindex="-1" dir="auto"></h1><p class="lead"></p></section></div>';
