import { useState } from "react";
import type { Account } from "../session";
import { t } from "../words";
import { Field, focusOn, useFormState } from "./Field";
import { hasOtherLetters, typedSlug } from "./slug";
import { useSlug } from "./useSlug";

const POINTER = "/slug";

/** The page's address: made of the title, unless somebody wants another one. */
export function Address({ account }: { account: Account }) {
  const { form, change, touch } = useFormState();
  const slug = form.slug ?? "";
  const [isOpen, setOpen] = useState(Boolean(slug));
  const open = () => {
    setOpen(true);
    setTimeout(focusOn, 0, POINTER);
  };
  if (!isOpen && !slug)
    return (
      <p className="spread">
        <span className="soft">{t("wizard.addressMade")}</span>
        <button type="button" className="quiet" onClick={open}>
          {t("wizard.addressChange")}
        </button>
      </p>
    );
  const close = () => {
    change({ slug: undefined });
    setOpen(false);
  };
  const choose = (slug: string) => {
    setOpen(true); // one that came from another device is not folded away while it is empty
    change({ slug: slug || undefined });
    if (hasOtherLetters(slug)) touch(POINTER); // said at once
  };
  return <Chosen account={account} slug={slug} choose={choose} close={close} />;
}

type Props = { account: Account; slug: string; choose: (slug: string) => void; close: () => void };

function Chosen({ account, slug, choose, close }: Props) {
  const { form, shown } = useFormState();
  const check = useSlug(account, slug);
  const hint = form.visibility === "unlisted" ? t("wizard.addressUnlisted") : undefined;
  return (
    <Field label={t("wizard.address")} pointer={POINTER} isOptional hint={hint}>
      {(wiring) => (
        <>
          <div className="slug" dir="ltr">
            <span className="soft">{`${new URL(account.session.publicUrl).host}/e/`}</span>
            <input
              {...wiring}
              value={slug}
              onChange={({ target }) => choose(typedSlug(target.value))}
              autoCapitalize="off"
              autoComplete="off"
              spellCheck={false}
            />
          </div>
          <div role="status">
            {check?.free && !shown[POINTER] && <p className="hint">{t("wizard.addressFree")}</p>}
            {check && !check.free && (
              <Taken isSaid={POINTER in shown} suggestions={check.suggestions} choose={choose} />
            )}
          </div>
          <button type="button" className="quiet small" onClick={close}>
            {t("wizard.addressMake")}
          </button>
        </>
      )}
    </Field>
  );
}

type TakenProps = { isSaid: boolean; suggestions: string[]; choose: (slug: string) => void };

function Taken({ isSaid, suggestions, choose }: TakenProps) {
  if (!suggestions.length) return isSaid ? null : <p className="mistake">{t("wizard.addressTakenAlone")}</p>;
  return (
    <>
      {isSaid ? <p>{t("wizard.addressesFree")}</p> : <p className="mistake">{t("wizard.addressTaken")}</p>}
      <div className="actions">
        {suggestions.map((slug) => (
          <button key={slug} type="button" className="small" dir="ltr" onClick={() => choose(slug)}>
            {slug}
          </button>
        ))}
      </div>
    </>
  );
}
