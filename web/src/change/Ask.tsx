import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { t } from "../words";

type Props = {
  title: string;
  /** What the buttons say. */
  yes: string;
  no: string;
  isBusy: boolean;
  children: ReactNode;
  onYes: () => void;
  onNo: () => void;
};

/** A question that is asked once. The browser keeps the focus inside, and gives it back afterwards. */
export function Ask({ title, yes, no, isBusy, children, onYes, onNo }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) onYes();
  };
  const cancel = (event: { preventDefault: () => void }) => {
    event.preventDefault(); // it closes when its parent says so
    if (!isBusy) onNo();
  };
  return (
    <dialog ref={dialog} className="ask" aria-labelledby={id} onCancel={cancel}>
      <form onSubmit={submit} noValidate>
        <h2 id={id}>{title}</h2>
        {children}
        <div className="actions">
          <button type="submit" className="first" disabled={isBusy} aria-busy={isBusy}>
            {isBusy ? t("change.saving") : yes}
          </button>
          <button type="button" onClick={cancel} disabled={isBusy}>
            {no}
          </button>
        </div>
      </form>
    </dialog>
  );
}
