/** Which mistakes a form shows, and why it was refused. */
import type { Mistakes } from "../draft";
import { Problem } from "../Problem";
import type { Refused } from "../problems";

export const pick = (mistakes: Mistakes, pointers: string[]): Mistakes =>
  Object.fromEntries(Object.entries(mistakes).filter(([pointer]) => pointers.includes(pointer)));

/** A refused value stays refused until it changes. */
export function stillRefused(fields: Mistakes, sent: object, now: object): Mistakes {
  return Object.fromEntries(
    Object.entries(fields).filter(([pointer]) => at(now, pointer) === at(sent, pointer)),
  );
}

function at(draft: object, pointer: string): string | undefined {
  const parts = pointer.slice(1).split("/");
  return JSON.stringify(
    parts.reduce<unknown>((value, part) => (value as Record<string, unknown>)?.[part], draft),
  );
}

type Props = { refused: Refused; shown: Mistakes; isShownAtField: (pointer: string) => boolean };

/** Why it was refused, with the mistakes that no field shows; nothing once all of it is corrected. */
export function Why({ refused, shown, isShownAtField }: Props) {
  const pointers = Object.keys(refused.fields);
  if (pointers.length && !Object.keys(shown).length) return null;
  return (
    <Problem refused={refused}>
      {pointers
        .filter((pointer) => !isShownAtField(pointer))
        .map((pointer) => (
          <p key={pointer}>
            {pointer.slice(1)}: {refused.fields[pointer]}
          </p>
        ))}
    </Problem>
  );
}
