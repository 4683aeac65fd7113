// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ProblemName, Published } from "../contract/types";
import { accountOf, FakeServer } from "../drafts/fakeServer";
import { fieldsOf } from "../drafts/fields";
import { keysHere, local } from "../drafts/local";
import { remote } from "../drafts/remote";
import { publishing as intents } from "../intent";
import { Refused } from "../problems";
import type { Account } from "../session";
import type { Refusal } from "../usePublish";
import { draftOf, empty } from "./form";
import Wizard from "./Wizard";

const publishing = vi.hoisted(() => ({
  onPublished: (_: Published) => {},
  refusals: {} as Record<string, Refusal>,
}));
vi.mock("../session", () => ({}));
vi.mock("./preview", () => ({
  usePicture: () => ({ url: "", isDrawing: false, problem: "" }),
  drawnCover: () => undefined,
}));
vi.mock("../usePublish", () => ({
  isPending: () => false,
  usePublish: (_: Account, key: string, onPublished: (published: Published) => void) => {
    publishing.onPublished = onPublished;
    return { publish: () => {}, isPublishing: false, waiting: "", refusal: publishing.refusals[key] };
  },
}));

const account = accountOf("ada");
const KEY = "3f0c2a52-1b1d-4a7e-9f0e-6f1f8d1f0a11";
const FORM = { ...empty(), title: "Jazz", venue: "Kesselhaus" };
const removed: string[] = [];
let server: FakeServer;

beforeEach(() => {
  localStorage.clear();
  server = new FakeServer();
  removed.length = 0;
  publishing.refusals = {};
  sessionStorage.clear();
  history.replaceState(null, "", `/new?draft=${KEY}`);
  vi.stubGlobal("scrollTo", () => {});
  vi.stubGlobal("caches", {
    match: async () => undefined,
    open: async () => ({ delete: async (path: string) => void removed.push(path) }),
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const titleField = async () => (await screen.findByLabelText("Title")) as HTMLInputElement;

test("what was published is not the next draft: text, photo and key are removed", async () => {
  local("ada", KEY).add(fieldsOf(FORM));
  intents.begin("ada", [KEY, draftOf(FORM)], KEY);
  render(<Wizard account={account} step="" />);
  await screen.findByDisplayValue("Jazz");

  act(() => publishing.onPublished({ event_id: "1", slug: "jazz", public_url: "", published_at: "" }));

  expect(keysHere("ada")).toEqual([]);
  expect(intents.current()).toBeUndefined();
  await vi.waitFor(() => expect(removed).toEqual([`/draft-photo/ada/${KEY}`]));
  expect(location.pathname).toBe("/dashboard/events/1/success");
});

test("a new draft has a key in its address, which stays over a reload; the next new one has another", async () => {
  history.replaceState(null, "", "/new/cover");
  render(<Wizard account={account} step="cover" />);
  await screen.findByText("Choose a photo");
  const first = location.search;
  expect(location.pathname).toBe("/new/cover");
  expect(first).toMatch(/^\?draft=[0-9a-f-]{36}$/);
  expect(screen.getByText("Review").getAttribute("href")).toBe(`/new/review${first}`);
  cleanup();

  render(<Wizard account={account} step="cover" />);
  await screen.findByText("Choose a photo");
  expect(location.search).toBe(first);
  cleanup();
  history.replaceState(null, "", "/new");
  render(<Wizard account={account} step="" />);

  await titleField();
  expect(location.search).not.toBe(first);
  expect(server.drafts.size + keysHere("ada").length).toBe(0); // nothing was typed yet
});

test("a draft that was begun elsewhere is shown as it is there", async () => {
  await remote(account).create(KEY, { title: "Jazz", kind: "moon" });

  render(<Wizard account={account} step="" />);

  expect((await titleField()).value).toBe("Jazz");
});

test("the language follows the title until one is chosen, which stays", async () => {
  render(<Wizard account={account} step="" />);
  const title = await titleField();
  const language = screen.getByLabelText("Language of the page") as HTMLSelectElement;
  const type = (field: HTMLElement, value: string) =>
    act(() => void fireEvent.change(field, { target: { value } }));

  type(title, "ליל ג׳אז");
  expect(language.value).toBe("he");
  type(title, "Jazz");
  expect(language.value).toBe("en");
  type(title, "ליל ג׳אז");
  type(language, "en");
  type(title, "");
  type(title, "ליל ג׳אז");

  expect(language.value).toBe("en");
});

test.each(['{"fields": {"title": 7}}', '"text"', "{"])(
  "damaged storage (%s) leaves a wizard that works",
  async (text) => {
    localStorage.setItem(`publish-event:drafts:ada:${KEY}:title`, text);
    localStorage.setItem(`publish-event:drafts:ada:${KEY}:colour`, '"red"');

    render(<Wizard account={account} step="" />);

    expect((await titleField()).value).toBe(text === '"text"' ? "text" : "");
  },
);

test.each(['{"tickets": 5, "title": "Jazz"}', '{"tickets": [null], "kind": "moon", "title": "Jazz"}', "{"])(
  "of a damaged draft of version 1 (%s) the rest is taken over",
  async (text) => {
    history.replaceState(null, "", "/new");
    localStorage.setItem("publish-event:draft:ada", text);

    render(<Wizard account={account} step="" />);

    expect((await titleField()).value).toBe(text.includes("Jazz") ? "Jazz" : "");
  },
);

test.each<ProblemName>(["event-purged", "key-in-use"])(
  "a draft whose key is refused for good (%s) goes on under another, with all that was typed",
  async (problem) => {
    local("ada", KEY).add(fieldsOf(FORM));
    server.taken.add(KEY);
    const { rerender } = render(<Wizard account={account} step="" />);
    await screen.findByDisplayValue("Jazz");

    const refused = new Refused(problem, "This is a new draft.");
    publishing.refusals = { [KEY]: { refused, draft: draftOf(FORM) } };
    rerender(<Wizard account={account} step="" />);
    await vi.waitFor(() => expect(location.search).not.toContain(KEY));

    expect((await screen.findByText("This is a new draft.")).getAttribute("role")).toBe("status");
    expect((await titleField()).value).toBe("Jazz");
    const [fresh = ""] = keysHere("ada");
    expect(location.search).toBe(`?draft=${fresh}`);
    await vi.waitFor(() => expect(server.texts(fresh)).toMatchObject({ title: "Jazz", venue: "Kesselhaus" }));
  },
);

test("the organizer's name that was typed in the review is there after a reload", async () => {
  const name = async () => (await screen.findByLabelText(/Your name/)) as HTMLInputElement;
  local("ada", KEY).add(fieldsOf(FORM));
  render(<Wizard account={account} step="review" />);
  fireEvent.change(await name(), { target: { value: "Kulturverein" } });
  cleanup();

  render(<Wizard account={account} step="review" />);

  expect((await name()).value).toBe("Kulturverein");
});

test("the preview is in the event's language, and the review in the organizer's, value by value", async () => {
  const ticket = { id: "one", name: "כניסה", price: "18", currency: "EUR", quantity: "" };
  local("ada", KEY).add(fieldsOf({ ...FORM, language: "de", starts: "2027-06-12T19:30", tickets: [ticket] }));
  const session = { ...account.session, publicUrl: "https://events.example" };
  render(<Wizard account={{ ...account, session }} step="review" />);

  await screen.findByText("Ready to publish?");
  const [page, entry] = [".mock", ".review p:has(bdi)"].map((selector) => document.querySelector(selector));
  expect(page?.textContent).toContain("Sa., 12. Juni 2027");
  expect(page?.textContent).toContain("18,00\u00a0€");
  expect([...(entry?.querySelectorAll("bdi") ?? [])].map((each) => each.textContent)).toEqual([
    "כניסה",
    "€18.00",
    "–",
  ]);
  fireEvent.click(screen.getByText("In a chat"));
  expect(document.querySelector(".chat")?.textContent).toContain("Sa., 12. Juni 2027");
});

test("a ticket that has neither name nor price yet is not called free in the preview", async () => {
  const ticket = { id: "one", name: "", price: "", currency: "EUR", quantity: "100" };
  local("ada", KEY).add(fieldsOf({ ...FORM, tickets: [ticket] }));
  render(<Wizard account={account} step="tickets" />);

  await screen.findByText("Add a ticket");
  const shown = [...document.querySelectorAll(".mock .prices li > *")].map((each) => each.textContent);
  expect(shown).toEqual(["New ticket", "Free"]);
});

test("a language that pages have no words in leaves the preview in English", async () => {
  local("ada", KEY).add(fieldsOf({ ...FORM, language: "not a tag", starts: "2027-06-12T19:30" }));
  render(<Wizard account={account} step="" />);

  expect((await titleField()).value).toBe("Jazz");
  expect(document.querySelector(".mock")?.textContent).toContain("Sat 12 June 2027");
});

test("a draft from before there was a choice of languages is in the one that it is written in", async () => {
  const { language, ...before } = fieldsOf({ ...FORM, title: "ליל ג׳אז" });
  local("ada", KEY).add(before);
  render(<Wizard account={account} step="" />);

  expect(((await screen.findByLabelText(/Language of the page/)) as HTMLSelectElement).value).toBe("he");
});

test("the language that is proposed is the draft's own once it is reviewed", async () => {
  local("ada", KEY).add(fieldsOf({ ...FORM, title: "ליל ג׳אז" }));
  render(<Wizard account={account} step="review" />);

  await screen.findByText("Ready to publish?");

  await vi.waitFor(() => expect(server.texts(KEY)).toMatchObject({ language: "he" }));
});

test.each([
  ["ליל ג׳אז", "rtl"],
  ["Jazz", "ltr"],
])("the preview of %s in English is laid out %s, as its page will be", async (title, direction) => {
  local("ada", KEY).add(fieldsOf({ ...FORM, title, language: "en" }));

  const { container } = render(<Wizard account={account} step="" />);

  await screen.findByDisplayValue(title);
  expect(container.querySelector(".previews .facts")?.getAttribute("dir")).toBe(direction);
});

test("what is to come in the preview is said in the site's language, not in the page's", async () => {
  const ticket = { id: "1", name: "", price: "5", currency: "EUR", quantity: "9" };
  const nothing = { title: "", venue: "", starts: "", tickets: [ticket] };
  local("ada", KEY).add(fieldsOf({ ...FORM, ...nothing, language: "he" }));
  const session = { ...account.session, publicUrl: "https://events.example" };
  render(<Wizard account={{ ...account, session }} step="" />);
  const preview = within(await screen.findByRole("complementary", { name: "Preview" }));
  const languageOf = (text: string) => preview.getByText(text).closest("[lang]")?.getAttribute("lang");

  const ofPage = ["Your event", "Date and time", "Place", "New ticket"].map(languageOf);
  fireEvent.click(preview.getByText("In a chat"));
  const inChat = ["Your event", "Date and time"].map(languageOf);

  expect([...ofPage, ...inChat]).toEqual(Array(6).fill("en"));
});
