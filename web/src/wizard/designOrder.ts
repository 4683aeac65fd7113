/** The designs of a composed cover, in the order in which they are shown and counted. */
export const COUNT = 32;
export const PALETTES = 8;
/** One of each palette first (shared/pixels/composed.py has four designs of each). */
export const ORDER = Array.from(
  { length: COUNT },
  (_, i) => (i % PALETTES) * (COUNT / PALETTES) + Math.floor(i / PALETTES),
);

export const designName = (design: number) => `Design ${ORDER.indexOf(design) + 1}`;
