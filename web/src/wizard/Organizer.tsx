import { NameInput } from "../NameInput";
import type { Account } from "../session";
import { useProfile } from "../useProfile";
import { Verify } from "../Verify";

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
            <span className="soft">Organizer</span> <b dir="auto">{name}</b>
          </span>
          <button type="button" className="quiet" onClick={() => type(name)}>
            Change name
          </button>
        </p>
      ) : (
        <NameInput id="organizer-name" value={typed ?? ""} isOptional onChange={type} />
      )}
      <Verify account={account}>
        Your email address is not verified, so we cannot send you a confirmation.
      </Verify>
    </>
  );
}
