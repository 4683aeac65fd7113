/** The designs of a composed cover, in the order in which they are shown and counted. */
import { t } from "../words";

export const COUNT = 32;
export const PALETTES = 8;
/** One of each palette first (shared/pixels/composed.py has four designs of each). */
export const ORDER = Array.from(
  { length: COUNT },
  (_, i) => (i % PALETTES) * (COUNT / PALETTES) + Math.floor(i / PALETTES),
);

export const designName = (design: number) => t("covers.design", { number: ORDER.indexOf(design) + 1 });
