import { type OwnEvent, useRevisions } from "../events";
import type { Account } from "../session";
import { CoverChoice } from "../wizard/CoverStep";
import { Designs, Painted, Tile } from "../wizard/Designs";
import type { Poster } from "../wizard/poster";
import { t } from "../words";
import { type Earlier, earlierPictures, type Wish } from "./cover";
import type { EditForm } from "./form";

const MAX_REVISIONS = 50; // that are searched for earlier pictures

type Props = {
  account: Account;
  event: OwnEvent;
  form: EditForm;
  change: (changes: Partial<EditForm>) => void;
  poster: Poster;
};

/** The cover of a published event: it stays, unless another one is chosen. */
export function NextCover({ account, event, form: { cover }, change, poster }: Props) {
  const { url, choice, design: present, earlier } = event.cover;
  const choose = (cover?: Wish) => change({ cover });
  const isPresent = (design: number) => choice === "composed" && design === present;
  return (
    <CoverChoice
      others={
        <Designs
          account={account}
          poster={poster}
          legend={t("change.orOneOfThese")}
          design={cover?.kind === "composed" ? cover.design : undefined}
          choose={(design) => choose(isPresent(design) ? undefined : { kind: "composed", design })}
          atFirst={0}
        >
          <PictureTile name={t("change.asItIs")} url={url} isChosen={!cover} choose={() => choose()} />
          <Painted
            name={t("change.anotherPicture")}
            isChosen={cover?.kind === "generated"}
            choose={() => choose({ kind: "generated" })}
          />
          {earlier?.length ? (
            <EarlierTiles
              account={account}
              event={event}
              revision={cover?.kind === "earlier" ? cover.revision : undefined}
              choose={choose}
            />
          ) : null}
        </Designs>
      }
    />
  );
}

type EarlierProps = Pick<Props, "account" | "event"> & {
  /** Of the one that is chosen. */
  revision: number | undefined;
  choose: (earlier: Earlier) => void;
};

function EarlierTiles({ account, event, revision, choose }: EarlierProps) {
  const found = useRevisions(account, event, MAX_REVISIONS);
  if (!found || found instanceof Error) return null;
  return earlierPictures(found.revisions, event.cover).map((earlier, index, { length }) => (
    <PictureTile
      key={earlier.revision}
      name={t("change.earlier", { number: index + 1, count: length })}
      url={earlier.picture.art}
      isChosen={earlier.revision === revision}
      choose={() => choose(earlier)}
    />
  ));
}

type PictureTileProps = {
  name: string;
  url: string | null | undefined;
  isChosen: boolean;
  choose: () => void;
};

function PictureTile({ name, url, ...props }: PictureTileProps) {
  return (
    <Tile name={name} {...props}>
      <span className="sight">{url && <img src={url} alt="" loading="lazy" />}</span>
      <span className="caption">{name}</span>
    </Tile>
  );
}
