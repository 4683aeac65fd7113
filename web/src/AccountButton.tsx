import { useState } from "react";
import { Ask } from "./change/Ask";
import { NameInput } from "./NameInput";
import type { Account } from "./session";
import { Alert } from "./ui";
import { useProfile } from "./useProfile";
import { Verify } from "./Verify";

/** The account's first letter, and behind it its name and address. */
export default function AccountButton({ account }: { account: Account }) {
  const { name } = useProfile(account);
  const [isOpen, setOpen] = useState(false);
  const { email } = account.user;
  const [first] = new Intl.Segmenter().segment((name || email || "").trim().toUpperCase());
  return (
    <>
      <button
        type="button"
        className="avatar"
        aria-label="Account"
        title={[name, email].filter(Boolean).join(" · ")}
        onClick={() => setOpen(true)}
      >
        {first?.segment}
      </button>
      {isOpen && <Profile account={account} close={() => setOpen(false)} />}
    </>
  );
}

function Profile({ account, close }: { account: Account; close: () => void }) {
  const { name, rename } = useProfile(account);
  const [typed, setTyped] = useState(name);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const save = async () => {
    setBusy(true);
    setFailed(false);
    try {
      if (typed.trim() !== name) await rename(typed);
      close();
    } catch {
      setFailed(true);
      setBusy(false);
    }
  };
  return (
    <Ask title="Your account" yes="Save" no="Close" isBusy={isBusy} onYes={save} onNo={close}>
      <NameInput id="account-name" value={typed} onChange={setTyped} />
      <p>
        <span className="soft">Signed in as</span> <b>{account.user.email}</b>
      </p>
      <Verify account={account}>
        Your address is not verified. Verify it, and we confirm your events by email.
      </Verify>
      {hasFailed && <Alert>We could not save your name. Check your connection and try again.</Alert>}
    </Ask>
  );
}
