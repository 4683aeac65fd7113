import type { ReactNode } from "react";
import type { Refused } from "./problems";
import { signInBy } from "./session";
import { Alert } from "./ui";
import { t } from "./words";

/** Why something was refused, and the way on where there is one. */
export function Problem({ refused, children }: { refused: Refused; children?: ReactNode }) {
  return (
    <Alert>
      <p>{refused.message}</p>
      {children}
      {refused.problem === "unauthenticated" && (
        <button type="button" onClick={() => signInBy((firebase, session) => firebase.leave(session))}>
          {t("problems.signInAgain")}
        </button>
      )}
    </Alert>
  );
}
