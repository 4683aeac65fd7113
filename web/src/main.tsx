import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { connect } from "./firebase";
import "./style.css";

const root = createRoot(document.getElementById("root") as HTMLElement);

connect().then(
  (session) =>
    root.render(
      <StrictMode>
        <App session={session} />
      </StrictMode>,
    ),
  (error: Error) => root.render(<p role="alert">The page cannot start: {error.message}</p>),
);
