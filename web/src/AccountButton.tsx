import { useState } from "react";
import { Ask } from "./change/Ask";
import { LanguageSelect } from "./LanguageSelect";
import { choose } from "./languages";
import { NameInput } from "./NameInput";
import type { Account } from "./session";
import { Alert } from "./ui";
import { useProfile } from "./useProfile";
import { Verify } from "./Verify";
import { language, rich, t } from "./words";

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
        aria-label={t("account.open")}
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
  const [chosen, setChosen] = useState(language());
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const save = async () => {
    setBusy(true);
    setFailed(false);
    try {
      if (typed.trim() !== name) await rename(typed);
      if (chosen !== language()) choose(chosen);
      close();
    } catch {
      setFailed(true);
      setBusy(false);
    }
  };
  return (
    <Ask
      title={t("account.title")}
      yes={t("account.save")}
      no={t("account.close")}
      isBusy={isBusy}
      onYes={save}
      onNo={close}
    >
      <NameInput id="account-name" value={typed} onChange={setTyped} />
      <LanguageSelect value={chosen} onChange={setChosen} />
      <p>
        {rich(
          "account.signedInAs",
          { soft: <span className="soft" />, b: <b dir="ltr" /> },
          { email: account.user.email ?? "" },
        )}
      </p>
      <Verify account={account}>{t("account.verify")}</Verify>
      {hasFailed && <Alert>{t("account.failed")}</Alert>}
    </Ask>
  );
}
