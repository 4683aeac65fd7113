import type { Draft, Mistakes } from "../draft";
import { counted, money } from "../money";
import { Link } from "../router";
import { where } from "../when";
import { t } from "../words";
import type { KeptCover } from "./form";
import { nameOfLanguage } from "./language";
import { Sight, useCover, useShown } from "./Preview";
import { time } from "./poster";
import { addressOf, isIn, STEPS } from "./steps";

export function Review({ mistakes, onEdit }: { mistakes: Mistakes; onEdit: () => void }) {
  const { draft, photo, kept } = useShown();
  const cover = useCover("thumbnail");
  const coverName = photo && !kept ? t("covers.chosenPhoto") : nameOf(kept);
  return (
    <dl className="review">
      {STEPS.slice(0, -1).map((step, index) => {
        const isWrong = Object.keys(mistakes).some((pointer) => isIn(step, pointer));
        return (
          <div key={step.path}>
            <dt>{step.name}</dt>
            <dd>
              {step.path === "cover" && <Sight picture={cover} alt="" />}
              {step.path === "tickets" && draft.tickets.length ? (
                <Tickets draft={draft} />
              ) : (
                [...lines(draft), [coverName]][index]?.map((line) => (
                  <p key={line} dir="auto">
                    {line}
                  </p>
                ))
              )}
              {isWrong && <p className="mistake">{t("wizard.correct")}</p>}
            </dd>
            <dd>
              <Link to={addressOf(step)} onClickCapture={onEdit} aria-label={step.edit}>
                {t("wizard.edit")}
              </Link>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function nameOf(kept: KeptCover | undefined): string {
  if (!kept) return t("covers.painted");
  if (kept.cover.kind === "composed") return t("covers.chosenDesign");
  return t("covers.chosenPicture");
}

/** A name in one direction and a price in the other keep their order: each stands for itself. */
function Tickets({ draft: { tickets } }: { draft: Draft }) {
  return tickets.map(({ name, price, currency, quantity }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same name while they are typed
    <p key={index}>
      <bdi>{name}</bdi> · <bdi>{money(price, currency)}</bdi> ·{" "}
      <bdi>{quantity ? counted(quantity) : "–"}</bdi>
    </p>
  ));
}

/** What each step but the cover's holds, in the order of the steps. */
function lines(draft: Draft): string[][] {
  const { location } = draft;
  const place = location.kind === "online" ? location.url : where(location);
  return [
    [
      draft.title,
      excerpt(draft.description),
      nameOfLanguage(draft.language ?? ""),
      draft.slug ? `/e/${draft.slug}` : "",
      t(draft.visibility === "public" ? "wizard.public" : "wizard.unlisted"),
    ],
    [time(draft), place],
    [t("wizard.noTickets")],
  ].map((texts) => texts.filter(Boolean));
}

const excerpt = (text: string) => (text.length > 140 ? `${text.slice(0, 140)}…` : text);
