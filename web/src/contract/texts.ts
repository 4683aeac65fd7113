// Written by `make contract`; edit the Python that it comes from instead.

/** Beside white space. The inside of a character class, under the flag `u`. */
export const INVISIBLE: string = "\\u{ad}\\u{34f}\\u{61c}\\u{115f}\\u{1160}\\u{17b4}\\u{17b5}\\u{180b}-\\u{180f}\\u{200b}-\\u{200f}\\u{202a}-\\u{202e}\\u{2060}-\\u{206f}\\u{3164}\\u{fe00}-\\u{fe0f}\\u{feff}\\u{ffa0}\\u{fff0}-\\u{fff8}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}\\u{2800}\\u{fff9}-\\u{fffc}\\u{13441}\\u{13442}\\u{16fe4}\\u{1d159}";
