import { createContext, type MouseEvent, type ReactNode, useContext } from "react";
import type { Mistakes } from "../draft";
import { t } from "../words";
import type { Form } from "./form";

export type FormState = {
  form: Form;
  change: (changes: Partial<Form>) => void;
  /** The mistakes of fields that were touched. */
  shown: Mistakes;
  touch: (...pointers: string[]) => void;
};
export const FormContext = createContext<FormState | undefined>(undefined);

export function useFormState(): FormState {
  const state = useContext(FormContext);
  if (!state) throw new Error("outside of the wizard");
  return state;
}

export const idOf = (pointer: string) => `field${pointer.replaceAll("/", "-")}`;

/** Put the focus on the first of these mistakes on the screen, or on the nearest thing around it. */
export function focusOn(...pointers: string[]): void {
  const found = pointers.flatMap((pointer) => elementAt(pointer) ?? []);
  const isBefore = (a: Element, b: Element) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  found.sort(isBefore)[0]?.focus();
}

function elementAt(pointer: string): HTMLElement | undefined {
  for (let at = pointer; at; at = at.slice(0, at.lastIndexOf("/"))) {
    const element = document.getElementById(idOf(at));
    if (element) return element;
  }
  return undefined;
}

/** Else a mistake that shows when a field is left would move the button away before the mouse is up. */
export const keepFocus = (event: MouseEvent) => event.preventDefault();

type Wiring = {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
  onBlur: () => void;
};
type Props = {
  label: string;
  pointer: string;
  hint?: string | undefined;
  isOptional?: boolean;
  children: (wiring: Wiring) => ReactNode;
};

/** A label, its control, and below it the hint or the mistake, which the control is described by. */
export function Field({ label, pointer, hint, isOptional, children }: Props) {
  const { touch } = useFormState();
  const wiring = useWiring(pointer, hint);
  return (
    <div className="field">
      <label htmlFor={wiring.id}>
        {label} {isOptional && <span className="soft">{t("wizard.optional")}</span>}
      </label>
      {children({ ...wiring, onBlur: () => touch(pointer) })}
      <Below pointer={pointer} hint={hint} />
    </div>
  );
}

export function useWiring(pointer: string, hint?: string): Omit<Wiring, "onBlur"> {
  const id = idOf(pointer);
  const isWrong = pointer in useFormState().shown;
  return { id, "aria-invalid": isWrong, "aria-describedby": isWrong || hint ? `${id}-below` : undefined };
}

export function Below({ pointer, hint }: { pointer: string; hint?: string | undefined }) {
  const mistake = useFormState().shown[pointer];
  if (!mistake && !hint) return null;
  return (
    <p id={`${idOf(pointer)}-below`} className={mistake ? "mistake" : "hint"}>
      {mistake ?? hint}
    </p>
  );
}
