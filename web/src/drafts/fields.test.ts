import { expect, test } from "vitest";
import { empty, type Form, newTicket } from "../wizard/form";
import { applied, difference, type Fields, fieldsOf, formFrom, LIMITS, sendable } from "./fields";

const VIP = { ...newTicket("en"), id: "a/b`c", name: "VIP", price: "12" };
const STUDENTS = { ...newTicket("en", VIP), name: "Students" };
const FORM: Form = {
  ...empty(),
  title: "Jazz",
  kind: "online",
  tickets: [VIP, STUDENTS],
  photo: { upload: "uploads/ada/1", url: "data:image/jpeg;base64,", until: 7 },
  kept: { cover: { kind: "composed", design: 3 } },
};

test("a form comes back from its fields, each of them a text", () => {
  const fields = fieldsOf(FORM);

  expect(formFrom(fields, empty())).toEqual(FORM);
  expect(Object.values(fields).every((text) => typeof text === "string")).toBe(true);
});

test("what the fields lack is as in an empty form; what nobody can mean is left out", () => {
  expect(formFrom({ title: "Jazz" }, empty())).toEqual({ ...empty(), title: "Jazz" });
  expect(formFrom({ kind: "moon", visibility: "", photo: "{", colour: "red" }, empty())).toEqual(empty());
  expect(formFrom({ photo: '{"upload": 7}' }, empty())).toEqual(empty());
});

test("two edits of different fields of one ticket both hold", () => {
  const before = fieldsOf(FORM);
  const one = difference(before, fieldsOf({ ...FORM, tickets: [{ ...VIP, price: "15" }, STUDENTS] }, before));
  const other = difference(
    before,
    fieldsOf({ ...FORM, tickets: [{ ...VIP, name: "Gold" }, STUDENTS] }, before),
  );

  const merged = formFrom(applied(applied(before, one), other), empty());

  expect(merged.tickets).toEqual([{ ...VIP, price: "15", name: "Gold" }, STUDENTS]);
});

test("two tickets that are added at once are both there, after the others", () => {
  const before = fieldsOf(FORM);
  const add = (id: string) => {
    const tickets = [...FORM.tickets, { ...STUDENTS, id }];
    return difference(before, fieldsOf({ ...FORM, tickets }, before));
  };

  const merged = formFrom(applied(applied(before, add("y")), add("x")), empty());

  expect(merged.tickets.map(({ id }) => id)).toEqual([VIP.id, STUDENTS.id, "x", "y"]);
});

test("a ticket that is removed stays away when it is edited elsewhere, and moves no other", () => {
  const before = fieldsOf(FORM);
  const removed = difference(before, fieldsOf({ ...FORM, tickets: [STUDENTS] }, before));
  const edited = { [`tickets/${VIP.id}/price`]: "9" };

  expect(Object.keys(removed).every((name) => name.includes(VIP.id))).toBe(true);
  expect(formFrom(applied(applied(before, removed), edited), empty()).tickets).toEqual([STUDENTS]);
});

test("a difference makes the one of the other, and nothing of equals", () => {
  const before: Fields = { title: "Jazz", venue: "K", url: "" };
  const after: Fields = { title: "Blues", url: "", starts: "" };

  expect(difference(before, after)).toEqual({ title: "Blues", venue: null, starts: "" });
  expect(applied(before, difference(before, after))).toEqual(after);
  expect(difference(before, before)).toEqual({});
});

test("what the rules would refuse is not sent, and keeps nothing else back", () => {
  const long = "x".repeat(LIMITS.title + 1);
  const wordy = Object.fromEntries([...Array(4)].map((_, i) => [`tickets/${i}/name`, "x".repeat(8000)]));
  const many = Object.fromEntries([...Array(501)].map((_, i) => [`tickets/${i}/name`, ""]));

  expect(sendable({}, { title: long, venue: "K" })).toEqual({ venue: "K" });
  expect(sendable({}, { title: long.slice(1), venue: null })).toEqual({ title: long.slice(1), venue: null });
  for (const tickets of [wordy, many])
    expect(sendable({}, { ...tickets, venue: "K" })).toEqual({ venue: "K" });
  expect(sendable(many, { "tickets/0/name": null, venue: "K" })).toHaveProperty("tickets/0/name");
});
