import { createContext, type ReactNode, useContext } from "react";
import type { Mistakes } from "../draft";
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

/** Put the focus where the mistake is, or at the nearest thing around it. */
export function focusOn(pointer: string): void {
  for (let at = pointer; at; at = at.slice(0, at.lastIndexOf("/"))) {
    const element = document.getElementById(idOf(at));
    element?.focus();
    if (element) return;
  }
}

type Wiring = {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
  onBlur: () => void;
};
type Props = {
  label: string;
  pointer: string;
  hint?: string;
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
        {label} {isOptional && <span className="soft">(optional)</span>}
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
