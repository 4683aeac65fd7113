import type { Account } from "../session";
import { MAX_NAME, NAME_HINT, NAME_LABEL, useProfile } from "../useProfile";
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
        <div className="field">
          <label htmlFor="organizer-name">
            {NAME_LABEL} <span className="soft">(optional)</span>
          </label>
          <input
            id="organizer-name"
            value={typed ?? ""}
            maxLength={MAX_NAME}
            dir="auto"
            autoComplete="name"
            aria-describedby="organizer-name-below"
            onChange={({ target }) => type(target.value)}
          />
          <p id="organizer-name-below" className="hint">
            {NAME_HINT}
          </p>
        </div>
      )}
      <Verify account={account}>
        Your email address is not verified, so we cannot send you a confirmation.
      </Verify>
    </>
  );
}
