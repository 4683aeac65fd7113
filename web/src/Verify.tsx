import { type ReactNode, useEffect, useState } from "react";
import { type Account, signInBy } from "./session";
import { sentenceOf } from "./signInErrors";
import { Alert } from "./ui";
import { useProfile } from "./useProfile";
import { rich, t } from "./words";

/** Why it matters here that the address is not verified, and the way to verify it; nothing once it is. */
export function Verify({ account, children }: { account: Account; children: ReactNode }) {
  const { user } = account;
  const { isVerified, askVerified } = useProfile(account);
  const [wasVerified] = useState(isVerified);
  const [sent, setSent] = useState<{ link: string | undefined }>();
  const [error, setError] = useState("");

  useEffect(() => {
    if (!sent || isVerified) return;
    const look = () => {
      if (document.visibilityState === "visible") void askVerified();
    };
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [sent, isVerified, askVerified]);

  const send = async () => {
    setError("");
    try {
      const link = await signInBy(({ sendVerification }, session) => sendVerification(session, user));
      setSent({ link });
    } catch (reason) {
      setError(sentenceOf(reason));
    }
  };

  if (wasVerified || !user.email) return null;
  if (isVerified)
    return (
      <p className="note done" role="status">
        {t("account.verified")}
      </p>
    );
  return (
    <div className="note verify">
      {sent ? (
        <>
          <p role="status">
            {rich("account.verificationSent", { strong: <strong dir="ltr" /> }, { email: user.email })}
          </p>
          {sent.link && (
            <p>
              {rich("signIn.notMailed", {
                // biome-ignore lint/a11y/useAnchorContent: the message has it
                a: <a href={sent.link} target="_blank" rel="noopener" />,
              })}
            </p>
          )}
          <button type="button" className="small" onClick={askVerified}>
            {t("account.openedIt")}
          </button>
        </>
      ) : (
        <>
          <p>{children}</p>
          <button type="button" className="small" onClick={send}>
            {t("account.verifyAddress")}
          </button>
        </>
      )}
      {error && <Alert>{error}</Alert>}
    </div>
  );
}
