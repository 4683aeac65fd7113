import { expect, test } from "vitest";
import { completed, problemOf } from "./link";

test.each([
  ["", ""],
  [" ", ""],
  ["https://", ""],
  ["http", ""],
  ["https:", ""],
  ["zoom.us/j/1", "https://zoom.us/j/1"],
  [" zoom.us/j/1 ", "https://zoom.us/j/1"],
  ["zoom.us:443/j/1", "https://zoom.us:443/j/1"],
  ["//zoom.us/j/1", "https://zoom.us/j/1"],
  ["https:zoom.us", "https://zoom.us"],
  ["https:/zoom.us", "https://zoom.us"],
  ["https://zoom.us/j/1", "https://zoom.us/j/1"],
  ["HTTPS://zoom.us/j/1", "HTTPS://zoom.us/j/1"],
  ["https://https://zoom.us/j/1", "https://zoom.us/j/1"],
  ["https://https://https://zoom.us", "https://zoom.us"],
  ["https://http://zoom.us", "http://zoom.us"],
  ["http://zoom.us", "http://zoom.us"],
  ["https://zoom.us/?next=https://a.example", "https://zoom.us/?next=https://a.example"],
  ["ftp://files.example", "ftp://files.example"],
  ["mailto:a@b.example", "mailto:a@b.example"],
  ["httpbin.org", "https://httpbin.org"],
])("%o means %o", (typed, link) => {
  expect(completed(typed)).toBe(link);
});

test.each([
  ["https://zoom.us/j/1", undefined],
  ["https://zoom us", "A link contains no spaces. Paste the link alone"],
  ["http://zoom.us", "This link is not encrypted. Use the one that starts with https://"],
  ["ftp://files.example", "Paste a link to a web page. It starts with https://"],
  ["mailto:a@b.example", "Guests open this in a browser. Paste a link to a web page"],
])("%o: %s", (link, sentence) => {
  expect(problemOf(link)).toBe(sentence);
});
