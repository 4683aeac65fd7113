import { type ReactNode, useEffect, useState } from "react";
import { type Account, signInBy } from "./session";
import { sentenceOf } from "./signInErrors";
import { Alert } from "./ui";
import { useProfile } from "./useProfile";

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
        Your address is verified.
      </p>
    );
  return (
    <div className="note verify">
      {sent ? (
        <>
          <p role="status">
            We sent a link to <strong>{user.email}</strong>. Open it, then come back here.
          </p>
          {sent.link && (
            <p>
              The local stack sends no such email.{" "}
              <a href={sent.link} target="_blank" rel="noopener">
                Follow the link
              </a>
            </p>
          )}
          <button type="button" className="small" onClick={askVerified}>
            I opened it
          </button>
        </>
      ) : (
        <>
          <p>{children}</p>
          <button type="button" className="small" onClick={send}>
            Verify your address
          </button>
        </>
      )}
      {error && <Alert>{error}</Alert>}
    </div>
  );
}
