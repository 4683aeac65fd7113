"""`python -m tests.browser.drafts`: one draft, on tabs and devices cut off and closed: one event.

Each run has its seed. Exit code 1 if a run ends with another number of events or mails than one, or
with a draft left.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from google.cloud.firestore import FieldFilter
from playwright.sync_api import Error, Route, expect

from tests.support.app import PUBLISH, App, opened, watched
from tests.support.browser import chromium
from tests.support.stack import Stack, attached, running
from tests.support.waiting import wait

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SECONDS = 60
_MEANWHILE = ("type", "type offline", "type and close", "type offline and close", "reload")
_PUBLISHING = ("nothing", "answer lost", "closed", "offline and closed", "reloaded")


@dataclass
class Outcome:
    """What is left when everybody has come back."""

    plan: list[str]
    events: int
    mails: int
    drafts: int
    has_key: bool
    """The event is published under the draft's key."""

    @property
    def is_right(self) -> bool:
        return (self.events, self.mails, self.drafts, self.has_key) == (1, 1, 0, True)


def run(browser: Browser, stack: Stack, seed: int) -> Outcome:
    """Two tabs of a laptop and a phone, one account, one draft; then somebody looks after it."""
    dice = random.Random(seed)
    person = stack.person()
    plan: list[str] = []
    with ExitStack() as open_now:
        laptop, phone = (open_now.enter_context(opened(browser, stack, person)) for _ in range(2))
        laptop.sign_in("/new")
        laptop.tab.get_by_label("Title").fill(f"Jazz {seed} {person.uid}")
        laptop.step("When and where")
        laptop.tab.get_by_label("Venue").fill("Kesselhaus")
        laptop.step("Review")
        laptop.is_stored()
        address = laptop.address
        key = address.partition("?draft=")[2]
        phone.sign_in(address)
        second = watched(laptop.tab.context.new_page(), stack, person, laptop.say)
        second.go(address)
        screens = {"laptop": laptop, "its second tab": second, "phone": phone}
        for screen in screens.values():
            expect(screen.button("Publish")).to_be_visible()

        for name, screen in screens.items():
            plan.append(f"{name}: {(what := dice.choice(_MEANWHILE))}")
            _meanwhile(screen, what, f"{seed} {name}", address)
        publishers = dice.sample(list(screens), dice.randint(1, 3))
        faults = {name: dice.choice(_PUBLISHING) for name in publishers}
        plan += [f"{name} publishes: {fault}" for name, fault in faults.items()]
        for name, fault in faults.items():
            _publish(screens[name], fault)
        contexts = {name: screen.tab.context for name, screen in screens.items()}
        for name, fault in faults.items():
            if "closed" in fault:
                screens[name].tab.close()
        for name, screen in screens.items():
            contexts[name].set_offline(False)
            if "closed" in faults.get(name, ""):
                screen.watch(contexts[name].new_page())
                screen.go("/dashboard")
            elif faults.get(name) == "reloaded":
                screen.tab.reload()
            screen.tab.unroute(PUBLISH)
        for screen in (laptop, phone):
            _look_after(screen)
        event_id = wait(lambda: laptop.tab.title() and _event_id(laptop), seconds=_SECONDS)
        stack.settled(event_id, "confirmation", seconds=_SECONDS)
        return Outcome(
            plan,
            len(laptop.events()),
            len(stack.mails(person.email)),
            len(laptop.drafts()),
            bool(stack.event(key)),
        )


def _meanwhile(screen: App, what: str, text: str, address: str) -> None:
    context = screen.tab.context
    if what == "reload":
        screen.tab.reload()
        return
    context.set_offline("offline" in what)
    screen.step("Details")
    screen.tab.get_by_label("Description").fill(text)
    screen.step("Review")
    if "close" in what:
        screen.tab.close()
    context.set_offline(False)
    if "close" in what:
        screen.watch(context.new_page())
        screen.go(address)


def _publish(screen: App, fault: str) -> None:
    """Press the button, if it is there still, under a fault."""

    def answer_lost(route: Route) -> None:
        with suppress(Error):  # the tab may be closed by then
            route.fetch()
            route.abort()

    def unanswered(route: Route) -> None:
        with suppress(Error):
            route.fetch()

    if fault == "answer lost":
        screen.tab.route(PUBLISH, answer_lost, times=1)
    elif fault in ("closed", "reloaded"):
        screen.tab.route(PUBLISH, unanswered)
    screen.tab.context.set_offline(fault.startswith("offline"))
    screen.tab.evaluate("document.querySelector('form button[type=submit]')?.click()")


def _look_after(screen: App) -> None:
    """As somebody who comes back: publish a draft that is still there, leave what is published."""
    for _ in range(3):
        screen.reopen("/dashboard")
        expect(screen.heading("Your events")).to_be_visible()
        wait(lambda: screen.tab.title() and (screen.events() or screen.drafts()), seconds=_SECONDS)
        rows = screen.tab.get_by_role("region", name="Drafts").get_by_role("link")
        if not screen.drafts():
            with suppress(AssertionError):  # what was published goes from the list by itself
                expect(rows).to_have_count(0, timeout=2000)
                return
        review = screen.tab.get_by_role("link", name="Review", exact=True)
        publish, keep = screen.button("Publish"), screen.button("Keep it as published")
        live = screen.heading("Your event is live")
        with suppress(Error, AssertionError):  # it went just now
            rows.first.click(timeout=2000)
            expect(review.or_(keep).or_(live).first).to_be_visible(timeout=5000)
            if review.is_visible():
                review.click(timeout=2000)
        with suppress(Error, AssertionError):
            expect(publish.or_(keep).or_(live).first).to_be_visible(timeout=5000)
            for button in (publish, keep):
                if button.is_visible():
                    button.click(timeout=2000)
            expect(live).to_be_visible(timeout=20_000)


def _event_id(screen: App) -> str:
    """Of one of the account's events, or "" while there is none."""
    owner = FieldFilter("owner", "==", screen.person.uid)
    found = screen.stack.firestore.collection("events").where(filter=owner).limit(1).stream()
    return next((str(each.id) for each in found), "")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.drafts", description=__doc__)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--first", type=int, default=0, help="the first run's seed")
    parser.add_argument("--attached", action="store_true", help="to a `make dev` that answers")
    options = parser.parse_args()
    found: Counter[str] = Counter()
    with attached() if options.attached else running() as stack, chromium() as browser:
        for seed in range(options.first, options.first + options.runs):
            try:
                outcome = run(browser, stack, seed)
            except (Error, AssertionError, TimeoutError) as error:
                found["unfinished"] += 1
                print(seed, f"UNFINISHED: {error}", flush=True)
                continue
            found["right" if outcome.is_right else "wrong"] += 1
            for name in ("events", "mails", "drafts"):
                found[name] += getattr(outcome, name)
            print(seed, "ok" if outcome.is_right else f"WRONG: {outcome}", flush=True)
    print(dict(found))
    return 1 if found["wrong"] or found["unfinished"] else 0


if __name__ == "__main__":
    sys.exit(main())
