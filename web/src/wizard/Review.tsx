import type { Draft, Mistakes } from "../draft";
import { money } from "../money";
import { Link } from "../router";
import { where } from "../when";
import type { KeptCover } from "./form";
import { Sight, useCover, useShown } from "./Preview";
import { time } from "./poster";
import { addressOf, isIn, STEPS } from "./steps";

export function Review({ mistakes, onEdit }: { mistakes: Mistakes; onEdit: () => void }) {
  const { draft, photo, kept } = useShown();
  const cover = useCover("thumbnail");
  const coverName = photo && !kept ? "Your photo" : nameOf(kept);
  return (
    <dl className="review">
      {STEPS.slice(0, -1).map((step, index) => {
        const isWrong = Object.keys(mistakes).some((pointer) => isIn(step, pointer));
        return (
          <div key={step.path}>
            <dt>{step.name}</dt>
            <dd>
              {step.path === "cover" && <Sight picture={cover} alt="" />}
              {[...lines(draft), [coverName]][index]?.map((line) => (
                <p key={line} dir="auto">
                  {line}
                </p>
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

function nameOf(kept: KeptCover | undefined): string {
  if (!kept) return "Painted by AI";
  if (kept.cover.kind === "composed") return "The design that you chose";
  return "The picture of the event before";
}

/** What each step but the cover's holds, in the order of the steps. */
function lines(draft: Draft): string[][] {
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
  ].map((texts) => texts.filter(Boolean));
}

const excerpt = (text: string) => (text.length > 140 ? `${text.slice(0, 140)}…` : text);
