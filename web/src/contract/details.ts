// Written by `make contract`; edit the Python that it comes from instead.

/** The message for a detail of the server, which only the server finds out. */
export const DETAILS = {
  "This event is already over": "rules.over",
  "No cover was replaced in this revision": "rules.earlier",
  "That event has no picture to copy, or is not yours": "rules.copied",
  "The address of an event never changes": "rules.address",
  "The photo is animated. Send a still one.": "rules.photo:animated",
  "The photo is damaged.": "rules.photo:damaged",
  "The photo is too heavy to decode. Send a smaller one, or a plain JPEG.": "rules.photo:heavy",
  "The photo has more than 50 megapixels.": "rules.photo:pixels"
} as const;
