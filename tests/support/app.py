"""The front end as a person uses it."""

from __future__ import annotations

import re
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.support.texts import PSEUDO, Texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.stack import Person, Stack

expect.set_options(timeout=20_000)  # a busy machine is no failure
PASSWORD = "correct horse"  # every Person's
PUBLISH = "**/api/events/publish"
CHANGE = re.compile(r"/api/events/(?!publish$)[^/]+$")
_WATCH = """
    window.said = [];
    new MutationObserver(() => {
      const now = document.querySelector(".progress [role=status]")?.textContent.trim();
      if (now && now !== window.said.at(-1)) window.said.push(now);
    }).observe(document, { subtree: true, childList: true, characterData: true });
"""


@dataclass
class App:
    """A tab, who uses it, and the key of every publish and of every change that left it."""

    tab: Page
    stack: Stack
    person: Person
    keys: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    say: Texts = field(default_factory=lambda: Texts("en"))

    def go(self, path: str = "/") -> None:
        self.tab.goto(self.stack["site"] + path)

    def sign_in(self, path: str = "/") -> None:
        self.go(path)
        self.enter()

    def enter(self, password: str = PASSWORD) -> None:
        """From the way in, as the person that this is."""
        self.field("signIn.email").fill(self.person.email)
        use_password = self.button(self.say("signIn.usePassword"))
        if use_password.is_visible():
            use_password.click()
        self.field("signIn.password").fill(password)
        self.press("signIn.submit")
        if password == PASSWORD:
            expect(self.button(self.say("app.signOut"))).to_be_visible()

    def button(self, name: str) -> Locator:
        return self.tab.get_by_role("button", name=name, exact=True)

    def press(self, key: str) -> None:
        self.button(self.say(key)).click()

    def field(self, key: str) -> Locator:
        return self.tab.get_by_label(self.say(key), exact=True)

    def link(self, key: str) -> Locator:
        return self.tab.get_by_role("link", name=self.say(key), exact=True)

    def text(self, key: str, **values: str) -> Locator:
        return self.tab.get_by_text(self.say(key, **values))

    def heading(self, name: str) -> Locator:
        return self.tab.get_by_role("heading", name=name, exact=True)

    def next(self, heading: str) -> None:
        self.press("wizard.continue")
        expect(self.heading(heading)).to_be_visible()

    def fill(self, **details: str) -> str:
        """A whole event with a title of its own, up to the review. Returns the title."""
        title = details.get("title", f"Jazz {uuid.uuid4().hex[:12]}")
        expect(self.heading(self.say("wizard.detailsTitle"))).to_be_visible()
        self.field("wizard.title").fill(title)
        self.next(self.say("wizard.whenTitle"))
        self.field("wizard.venue").fill("Kesselhaus")
        self.next(self.say("wizard.ticketsTitle"))
        self.press("tickets.add")
        self.field("tickets.price").fill("18")
        self.next(self.say("wizard.coverTitle"))
        if photo := details.get("photo"):
            self.field("covers.choose").set_input_files(photo)
            expect(self.tab.locator(".drop img")).to_be_visible()
        self.next(self.say("wizard.reviewTitle"))
        return title

    def choose_zone(self, typed: str, city: str) -> None:
        self.tab.get_by_label("Time zone").fill(typed)
        self.tab.get_by_role("option", name=city).click()

    def is_live(self) -> str:
        """Wait for the success screen; the event's ID."""
        expect(self.heading(self.say("notes.live"))).to_be_visible()
        expect(self.tab).to_have_url(
            f"{self.stack['site']}/dashboard/events/{self.keys[-1]}/success"
        )
        return self.keys[-1]

    def ask(self, action: str) -> Locator:
        """Press the action of a published event, and wait for its question."""
        self.tab.get_by_role("region", name=self.say("change.manage")).get_by_role(
            "button", name=action, exact=True
        ).click()
        question = self.tab.get_by_role("dialog")
        expect(question).to_be_visible()
        return question

    @contextmanager
    def another_tab(self, path: str) -> Iterator[App]:
        """In the same browser, at an address of the site."""
        other = watched(self.tab.context.new_page(), self.stack, self.person, self.say)
        other.go(path)
        yield other
        other.tab.close()
        assert not other.complaints, other.complaints

    def watch(self, tab: Page) -> None:
        self.tab = tab
        tab.add_init_script(_WATCH)
        tab.on("request", lambda request: _note(self, request))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))

    def reopen(self, path: str) -> None:
        """Close the tab as it is, whatever it is doing, and open another one."""
        context = self.tab.context
        self.tab.close()
        self.watch(context.new_page())
        self.go(path)

    @property
    def address(self) -> str:
        """Of the screen, without the site's."""
        return self.tab.url.removeprefix(self.stack["site"])

    def step(self, name: str) -> None:
        """Go to a step of the wizard by its name."""
        self.tab.get_by_role("link", name=name, exact=True).click()

    def is_stored(self) -> None:
        """Wait until the server has the draft as it is."""
        expect(self.text("wizard.savedSent")).to_be_visible()

    def drafts(self) -> dict[str, dict[str, Any]]:
        """The account's, on the server, by their keys."""
        found = self.stack.firestore.collection(f"organizers/{self.person.uid}/drafts").stream()
        return {each.id: each.to_dict() or {} for each in found}

    def edit(self) -> None:
        """From the event's screen to its form."""
        self.button("Edit").click()
        expect(self.heading("Edit your event")).to_be_visible()

    def save(self) -> None:
        self.button("Save changes").click()
        expect(self.tab.get_by_text("Your change is saved.")).to_be_visible()

    def published(self, body: dict[str, Any]) -> str:
        """The ID of an event of the person that this tab did not publish, once all is made."""
        answer = self.stack.publish(self.person, body)
        assert answer.status_code == 200, answer.text
        event_id = str(answer.json()["event_id"])
        for work in ("cover", "confirmation"):
            self.stack.settled(event_id, work)
        return event_id

    def change_elsewhere(self, event_id: str, **changes: Any) -> None:
        """The next revision, by another editor of the same account."""
        event = self.stack.event(event_id)
        names = ("title", "description", "timezone", "location", "tickets", "visibility", "status")
        body = {name: event[name] for name in names if name in event} | {
            name: event[name].isoformat() for name in ("starts_at", "ends_at")
        }
        answer = self.stack.change(self.person, event_id, body | changes, event.get("revision", 0))
        assert answer.status_code == 200, answer.text

    def events(self) -> list[dict[str, Any]]:
        return self.stack.documents("events", owner=self.person.uid)

    def said(self) -> list[str]:
        """What the live region of the progress has said so far."""
        return list(self.tab.evaluate("window.said"))


@contextmanager
def opened(
    browser: Browser, stack: Stack, person: Person, language: str = "en", **options: Any
) -> Iterator[App]:
    """A tab in a profile of its own, of somebody who wants no motion: all of it is in the style
    sheet, and it takes CPU. Afterwards: the page has complained of nothing.
    """
    locale = "en-GB" if language in ("en", PSEUDO) else language
    profile = browser.new_context(
        **{
            "locale": locale,
            "timezone_id": "Europe/Berlin",
            "permissions": ["clipboard-write"],
            "reduced_motion": "reduce",
        }
        | options
    )
    if language == PSEUDO:
        profile.add_init_script(f"localStorage['publish-event:language'] = '{PSEUDO}'")
    profile.set_default_timeout(20_000)
    app = watched(profile.new_page(), stack, person, Texts(language))
    try:
        yield app
    finally:
        profile.close()
    assert not app.complaints, app.complaints


def watched(tab: Page, stack: Stack, person: Person, say: Texts) -> App:
    app = App(tab, stack, person, say=say)
    app.watch(tab)
    return app


def _note(app: App, request: Request) -> None:
    if request.method == "POST" and request.url.endswith("/api/events/publish"):
        app.keys.append(request.headers["idempotency-key"])
    if CHANGE.search(request.url):
        app.changes.append(request.headers["idempotency-key"])
