import { expect, test } from "vitest";
import { cheapest, decimals } from "./money";

const ticket = (price: number, currency = "EUR") => ({ name: `${price}`, price, currency, quantity: 1 });

test("no ticket costs nothing that could be named", () => {
  expect(cheapest([])).toBe("");
});

test("the only ticket's price is the price", () => {
  expect(cheapest([ticket(1800)])).toBe("€18.00");
  expect(cheapest([ticket(0)])).toBe("Free");
});

test("of several tickets the cheapest is named, as a beginning", () => {
  expect(cheapest([ticket(1800), ticket(900), ticket(2500, "USD")])).toBe("from €9.00");
  expect(cheapest([ticket(0), ticket(900)])).toBe("from Free");
});

test("a price that is still being typed is left out", () => {
  expect(cheapest([ticket(Number.NaN), ticket(900)])).toBe("€9.00");
  expect(cheapest([ticket(Number.NaN)])).toBe("");
});

test.each([
  ["EUR", 2],
  ["JPY", 0],
  ["KWD", 3],
  ["UGX", 0],
])("%s has %i decimals", (currency, digits) => {
  expect(decimals(currency)).toBe(digits);
});
