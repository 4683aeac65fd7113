/** The picture on an event's cover, and another one that a change asks for. */
import type { ComposedCover, Cover, EarlierCover, EventChange, GeneratedCover } from "../contract/types";
import type { Revision } from "../events";
import { designName } from "../wizard/designOrder";
import { has, t } from "../words";

type NextCover = NonNullable<EventChange["cover"]>;

/**
 * How it came to be (PICTURE in shared/event/change.py): `since` is the revision that it was chosen in, and
 * `source` is null until it is made. `wanted` asks for it, where the event does not have it yet.
 */
export type Picture = {
  since: number;
  choice: string | null;
  design: number | null;
  upload: string | null;
  source: string | null;
  art: string | null;
  wanted?: NextCover;
};
/** An earlier picture, by the revision that replaced it. */
export type Earlier = EarlierCover & { picture: Picture };
/** What is chosen instead of the present cover, unless it is a photo. */
export type Wish = GeneratedCover | ComposedCover | Earlier;

/** From an event's document, or from what its history says was before. */
export function pictureOf(stored: Partial<Cover> | null | undefined): Picture {
  const { since, choice, design, upload, source, art, state, keeps_art } = stored ?? {};
  const isMade = state !== "pending" || keeps_art;
  return {
    since: since ?? 0,
    choice: choice ?? null,
    design: design ?? null,
    upload: upload ?? null,
    source: (isMade && source) || null,
    art: art ?? null,
  };
}

/** As the change that follows `revision` will have it. */
export function pictureFor(wish: Exclude<NextCover, EarlierCover> | Wish, revision: number): Picture {
  const since = revision + 1;
  if (wish.kind !== "earlier") return { ...pictureOf({ ...wish, choice: wish.kind }), since, wanted: wish };
  const { picture, ...wanted } = wish;
  return { ...picture, since, wanted };
}

/** Those that are still stored, the latest first; which is the present one, or a design, is not among them. */
export function earlierPictures(
  revisions: Pick<Revision, "revision" | "changed" | "before">[],
  { art: present, earlier = [] }: Pick<Cover, "art" | "earlier">,
): Earlier[] {
  const seen = new Set([present]);
  return revisions.flatMap(({ revision, changed, before: { cover } }) => {
    const { art } = cover;
    if (!changed.includes("/cover") || !art || seen.has(art) || !earlier.includes(art)) return [];
    seen.add(art);
    return { kind: "earlier", revision, picture: cover };
  });
}

export function pictureText({ choice, design, upload, source, wanted }: Picture): string {
  if (wanted?.kind === "generated") return t("change.picture:next");
  if (choice === "composed" && design !== null) return designName(design);
  const made = source ?? choice ?? (upload ? "uploaded" : "generated");
  const key = `change.${wanted?.kind === "earlier" ? "earlier" : "picture"}:${made}`;
  return has(key) ? t(key) : "";
}

/** Whether what was stored can be used. */
export function isWish(value: unknown): value is Wish {
  const { kind, design, revision, picture } = (value ?? {}) as Record<string, unknown>;
  if (kind === "earlier") return Number.isInteger(revision) && typeof (picture as Picture)?.art === "string";
  return kind === "generated" || (kind === "composed" && Number.isInteger(design));
}
