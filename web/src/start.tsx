import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, prefetch } from "./App";
import { Boundary } from "./ui";

prefetch(location.pathname);

export function start(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <Boundary>
        <App />
      </Boundary>
    </StrictMode>,
  );
}
