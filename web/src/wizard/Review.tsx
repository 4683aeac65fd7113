import type { Draft, Mistakes } from "../draft";
import { money } from "../money";
import { Link } from "../router";
import { where } from "../when";
import { time } from "./Poster";
import { addressOf, isIn, STEPS } from "./steps";

export function Review({
  draft,
  photo,
  mistakes,
  onEdit,
}: {
  draft: Draft;
  photo: string | undefined;
  mistakes: Mistakes;
  onEdit: () => void;
}) {
  return (
    <dl className="review">
      {STEPS.slice(0, -1).map((step, index) => {
        const isWrong = Object.keys(mistakes).some((pointer) => isIn(step, pointer));
        return (
          <div key={step.path}>
            <dt>{step.name}</dt>
            <dd dir="auto">
              {lines(draft, photo)[index]?.map((line) => (
                <p key={line}>{line}</p>
              ))}
              {isWrong && <p className="mistake">Something here needs correcting.</p>}
            </dd>
            <dd>
              <Link
                to={addressOf(step)}
                onClickCapture={onEdit}
                aria-label={`Edit ${step.name.toLowerCase()}`}
              >
                Edit
              </Link>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** What each step holds, in the order of the steps. */
function lines(draft: Draft, photo: string | undefined): string[][] {
  const { location, tickets } = draft;
  const place = location.kind === "online" ? location.url : where(location);
  return [
    [draft.title, excerpt(draft.description), draft.visibility === "public" ? "Public" : "Unlisted"],
    [time(draft), place],
    tickets.length
      ? tickets.map(
          ({ name, price, currency, quantity }) => `${name} · ${money(price, currency)} · ${quantity}`,
        )
      : ["No tickets"],
    [photo ? "Your photo" : "We make one from your details"],
  ].map((texts) => texts.filter(Boolean));
}

const excerpt = (text: string) => (text.length > 140 ? `${text.slice(0, 140)}…` : text);
