import { NameInput } from "../NameInput";
import type { Account } from "../session";
import { useProfile } from "../useProfile";
import { Verify } from "../Verify";
import { rich, t } from "../words";

type Props = {
  account: Account;
  /** What is typed; undefined while the account's own name is shown. */
  typed: string | undefined;
  type: (name: string | undefined) => void;
};

/** Who invites, asked of an account without a name; and whether a confirmation can reach them. */
export function Organizer({ account, typed, type }: Props) {
  const { name } = useProfile(account);
  return (
    <>
      {name && typed === undefined ? (
        <p className="spread">
          <span>
            {rich("wizard.organizer", { soft: <span className="soft" />, b: <b dir="auto" /> }, { name })}
          </span>
          <button type="button" className="quiet" onClick={() => type(name)}>
            {t("wizard.change")}
          </button>
        </p>
      ) : (
        <NameInput id="organizer-name" value={typed ?? ""} isOptional onChange={type} />
      )}
      <Verify account={account}>{t("wizard.unverified")}</Verify>
    </>
  );
}
