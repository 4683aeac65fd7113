// Written by `make contract`; edit the Python that it comes from instead.

/** Of a field that is missing or empty; `*` is any position. */
export const EMPTY: Record<string, string> = {
  "/title": "Give your event a title",
  "/starts_at": "Say when it starts",
  "/ends_at": "Say when it ends",
  "/timezone": "Choose a time zone",
  "/location": "Say where it takes place",
  "/location/name": "Give the venue a name",
  "/location/url": "Add the link to join",
  "/tickets/*/name": "Give this ticket a name",
  "/tickets/*/price": "Set a price; 0 is free",
  "/tickets/*/quantity": "Say how many there are",
  "/tickets/*/currency": "Choose a currency"
};

/** Of text that does not match its field's pattern. */
export const MISMATCHED: Record<string, string> = {
  "/location/url": "The link must start with https:// and contain no spaces",
  "/cover/upload": "This is not the name of an uploaded photo; upload it again",
  "/cover_upload": "This is not the name of an uploaded photo; upload it again",
  "/language": "This is not a language tag such as en or pt-BR",
  "/slug": "Use small letters a to z, digits, and single hyphens between them"
};

/** Of every other mistake. */
export const SENTENCES: Record<"surrogate" | "instant" | "years" | "duration" | "link" | "timezone" | "currency" | "cover" | "order" | "unique" | "missing" | "extra_forbidden" | "string_type" | "string_too_short" | "string_too_long" | "int_type" | "greater_than_equal" | "less_than_equal" | "too_long" | "string_pattern_mismatch" | "literal_error" | "union_tag_invalid" | "union_tag_not_found" | "model_type" | "model_attributes_type" | "tuple_type" | "datetime_from_date_parsing" | "datetime_parsing" | "over", string> = {
  "surrogate": "Remove the broken character: half of a surrogate pair",
  "instant": "Write the time with its offset, for example 2027-06-12T19:30:00+02:00",
  "years": "Choose a date between 2000 and 2099",
  "duration": "The event must end within five years of its start",
  "link": "This link does not work. Copy the whole link, such as https://zoom.us/j/123",
  "timezone": "This is not an IANA time zone such as Europe/Berlin",
  "currency": "This is not an ISO 4217 currency code such as EUR",
  "cover": "Choose one cover: a photo, or another one",
  "order": "The event must end after it starts",
  "unique": "Each ticket needs its own name. Used more than once: {names}",
  "missing": "This is missing",
  "extra_forbidden": "There is no such field",
  "string_type": "This must be text",
  "string_too_short": "This must not be empty",
  "string_too_long": "At most {max_length} characters",
  "int_type": "This must be a whole number",
  "greater_than_equal": "This must be at least {ge}",
  "less_than_equal": "This must be at most {le}",
  "too_long": "At most {max_length} entries",
  "string_pattern_mismatch": "This does not have the expected form",
  "literal_error": "This must be {expected}",
  "union_tag_invalid": "The kind must be one of {expected_tags}",
  "union_tag_not_found": "Its kind is missing",
  "model_type": "This must be an object",
  "model_attributes_type": "This must be an object",
  "tuple_type": "This must be a list",
  "datetime_from_date_parsing": "There is no such time",
  "datetime_parsing": "Choose a date between 2000 and 2099",
  "over": "This event is already over"
};
