import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, prefetch } from "./App";
import { reloadWhenOutdated } from "./reload";
import { Boundary } from "./ui";
import "./style.css";

reloadWhenOutdated();
prefetch(location.pathname);
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <Boundary>
      <App />
    </Boundary>
  </StrictMode>,
);
