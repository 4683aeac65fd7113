"""A draft is one thing on every tab and device, and becomes one event: with real browsers."""

import re
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser import drafts
from tests.support.app import PUBLISH, App, opened
from tests.support.factories import draft
from tests.support.stack import Person, Stack
from tests.support.waiting import wait

SEEN = """() => [
  document.title,
  document.body.innerText,
  ...[...document.querySelectorAll("input, textarea")].map(({ value }) => value),
].join(" ")"""
COVERS = "**/api/covers"
COMMITS = "**/documents:commit"
PUBLISHED = "This draft is published"


def is_once(app: App, key: str) -> None:
    """One event, one mail, one draft less."""
    assert [event["published_at"] for event in app.events()] == [
        app.stack.event(key)["published_at"]
    ]
    assert app.drafts() == {}
    app.stack.settled(key, "confirmation")
    assert len(app.stack.mails(app.person.email)) == 1


def typed(app: App) -> list[dict[str, Any]]:
    return [draft | {"edited_at": None} for draft in app.drafts().values()]


def key_of(app: App) -> str:
    return app.address.partition("?draft=")[2]


def test_two_tabs_type_into_one_draft_and_publish_one_event(app: App) -> None:
    app.sign_in("/new")
    title, key = app.fill(), key_of(app)
    with app.another_tab(app.address) as other:
        other.step("Details")
        expect(other.tab.get_by_label("Title")).to_have_value(title)
        other.tab.get_by_label("Description").fill("Two stages.")
        expect(app.tab.get_by_text("Two stages.").first).to_be_visible()
        app.step("Details")
        app.tab.get_by_label("Title").fill(f"{title} again")
        expect(other.tab.get_by_label("Title")).to_have_value(f"{title} again")
        app.tab.reload()
        expect(app.tab.get_by_label("Title")).to_have_value(f"{title} again")
        expect(app.tab.get_by_label("Description")).to_have_value("Two stages.")

        for each in (app, other):
            each.step("Review")
            expect(each.button("Publish")).to_be_visible()
        for each in (app, other):
            each.tab.evaluate("document.querySelector('form button[type=submit]').click()")

        for each in (app, other):
            expect(each.heading("Your event is live")).to_be_visible()
        assert {*app.keys, *other.keys} == {key}
    is_once(app, key)
    assert app.stack.event(key)["title"] == f"{title} again"


def test_a_tab_waits_for_the_one_that_publishes_and_then_shows_the_event(app: App) -> None:
    app.sign_in("/new")
    app.fill()
    held: list[Route] = []
    app.tab.route(PUBLISH, lambda route: held.append(route))  # noqa: PLW0108  # it sets attributes
    with app.another_tab(app.address) as other:
        app.button("Publish").click()
        wait(lambda: app.tab.title() and held)
        other.button("Publish").click()
        expect(other.tab.get_by_text("You are publishing it in another tab.").first).to_be_visible()
        assert other.keys == []

        held[0].continue_()

        for each in (app, other):
            expect(each.heading("Your event is live")).to_be_visible()
    is_once(app, app.keys[0])


def test_another_device_continues_the_draft_and_turns_to_the_event(
    app: App, browser: Browser, stack: Stack, organizer: Person, photo: str
) -> None:
    app.sign_in("/new")
    title = app.fill(photo=photo)
    app.is_stored()
    with opened(browser, stack, organizer) as phone:
        phone.sign_in("/dashboard")
        drafts = phone.tab.get_by_role("region", name="Drafts")
        drafts.get_by_role("link", name=f"Continue {title}").click()
        expect(phone.tab.get_by_label("Title")).to_have_value(title)
        assert key_of(phone) == key_of(app)
        expect(phone.tab.locator("aside img")).to_be_visible()
        phone.tab.get_by_label("Description").fill("Two stages.")
        app.step("Details")
        expect(app.tab.get_by_label("Description")).to_have_value("Two stages.")
        phone.step("Review")
        phone.button("Publish").click()

        phone.is_live()
        expect(app.heading("Your event is live")).to_be_visible()

        phone.go("/dashboard")
        expect(phone.tab.get_by_role("heading", name=title)).to_be_visible()
        expect(phone.tab.get_by_role("region", name="Drafts")).not_to_be_attached()
        is_once(phone, phone.keys[0])
        assert stack.settled(phone.keys[0], "cover")["source"] == "uploaded"


def test_of_two_versions_one_is_published_and_the_other_is_offered_as_a_change(
    app: App, browser: Browser, stack: Stack, organizer: Person
) -> None:
    app.sign_in("/new")
    title = app.fill()
    app.is_stored()
    with opened(browser, stack, organizer) as phone:
        phone.sign_in(app.address)
        expect(phone.heading("Ready to publish?")).to_be_visible()
        phone.tab.route("**/documents/**", lambda route: route.abort())  # it sees and sends nothing
        phone.tab.route(COMMITS, lambda route: route.abort())
        phone.step("Details")
        phone.tab.get_by_label("Title").fill(f"{title} and Blues")
        phone.step("Review")
        app.button("Publish").click()
        app.is_live()

        phone.button("Publish").click()
        expect(phone.tab.get_by_role("alert")).to_be_visible()
        phone.tab.unroute("**/documents/**")
        phone.tab.unroute(COMMITS)

        expect(phone.heading(PUBLISHED)).to_be_visible()
        expect(phone.tab.get_by_role("deletion")).to_have_text(title)
        expect(phone.tab.get_by_role("insertion")).to_have_text(f"{title} and Blues")
        assert phone.keys == app.keys
        phone.button("Review my changes").click()
        expect(phone.tab.get_by_label("Title")).to_have_value(f"{title} and Blues")
        phone.button("Save changes").click()
        expect(phone.tab.get_by_text("Your change is saved.")).to_be_visible()
        assert [(event["title"], event["revision"]) for event in phone.events()] == [
            (f"{title} and Blues", 1)
        ]


def test_what_was_typed_offline_outlives_its_tab(
    app: App, browser: Browser, stack: Stack, organizer: Person
) -> None:
    app.sign_in("/new")
    title = app.fill()
    app.is_stored()
    app.step("Details")
    context = app.tab.context
    context.set_offline(True)
    app.tab.get_by_label("Description").fill("Two stages.")
    expect(app.tab.get_by_text("Draft saved in this browser")).to_be_visible()
    with opened(browser, stack, organizer) as phone:
        phone.sign_in(app.address)
        phone.tab.get_by_label("Title").fill(f"{title} again")
        phone.is_stored()
    app.tab.close()
    context.set_offline(False)

    with opened(browser, stack, organizer) as phone:
        app.watch(context.new_page())
        app.go("/dashboard")
        wait(lambda: app.tab.title() and "Two stages." in str(app.drafts()))
        (found,) = app.drafts().values()
        assert (found["title"], found["description"]) == (f"{title} again", "Two stages.")
        phone.sign_in("/dashboard")
        expect(phone.tab.get_by_text(f"{title} again")).to_be_visible()


def test_a_tab_that_is_closed_while_it_publishes_leaves_one_event_and_no_draft(app: App) -> None:
    app.sign_in("/new")
    title = app.fill()
    answered: list[str] = []

    def lose(route: Route) -> None:
        route.fetch()  # the server publishes, and the answer never comes
        answered.append(route.request.url)

    app.tab.route(PUBLISH, lose)
    app.button("Publish").click()
    wait(lambda: app.tab.title() and answered)
    address = app.address

    app.reopen("/dashboard")

    expect(app.tab.get_by_role("heading", name=title)).to_be_visible()
    expect(app.tab.get_by_role("region", name="Drafts")).not_to_be_attached()
    app.go(address)
    expect(app.heading("Your event is live")).to_be_visible()
    is_once(app, app.keys[0])


def test_back_after_publishing_leads_to_the_event(app: App) -> None:
    app.sign_in("/new")
    app.fill()
    app.button("Publish").click()
    key = app.is_live()

    app.tab.go_back()

    expect(app.heading("Your event is live")).to_be_visible()
    assert app.address == f"/dashboard/events/{key}/success"
    is_once(app, key)


def test_accounts_in_one_browser_see_nothing_of_each_other(app: App, stack: Stack) -> None:
    app.sign_in("/new")
    title = app.fill()
    address, key = app.address, key_of(app)
    app.button("Sign out").click()  # at once: what was typed last is sent before
    expect(app.button("Sign out")).not_to_be_attached()
    assert app.drafts()[key]["title"] == title
    wait(lambda: not any(text in _stored(app) for text in (title, "Kesselhaus")))

    ada, app.person = app.person, stack.person()
    app.enter()
    expect(app.heading("No events yet")).to_be_visible()
    expect(app.tab.get_by_role("region", name="Drafts")).not_to_be_attached()
    app.go(address)
    expect(app.tab.get_by_text("Kesselhaus")).not_to_be_visible()
    app.step("Details")
    expect(app.tab.get_by_label("Title")).to_have_value("")

    # The other's key, as a link that was shared: it publishes under one of its own.
    stack.publish(ada, draft(), key)
    app.fill()
    app.button("Publish").click()
    expect(app.tab.get_by_text("Press Publish again")).to_be_visible()
    app.button("Publish").click()
    assert app.is_live() != key
    assert len(app.events()) == 1


def _stored(app: App) -> str:
    """What the browser keeps of the site."""
    return str(app.tab.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"))


def test_who_signs_in_after_another_in_one_tab_finds_nothing_of_theirs(
    app: App, stack: Stack
) -> None:
    """No page is loaded in between: what the app has in its memory, it has still."""
    answer = stack.publish(app.person, draft(title="Secret event")).json()
    app.sign_in("/dashboard")
    app.tab.get_by_role("link", name="Secret event").click()
    app.button("Edit").click()
    app.tab.get_by_label("Title").fill("Secret edit")
    app.tab.get_by_role("link", name="Your events").click()
    app.tab.get_by_role("link", name="New event").click()
    app.tab.get_by_label("Title").fill("Secret draft")
    app.is_stored()
    screens = [
        (app.address, "What is your event?"),
        ("/dashboard", "No events yet"),
        (f"/dashboard/events/{answer['event_id']}/edit", "Page not found"),
        (f"/dashboard/events/{answer['event_id']}/success", "Page not found"),
    ]
    loads: list[str] = []
    app.tab.on("load", lambda tab: loads.append(tab.url))
    app.button("Sign out").click()
    expect(app.heading("Your event, live in seconds.")).to_be_visible()
    app.tab.evaluate(
        f"""() => {{
          const seen = {SEEN};
          window.leaks = new Set();
          new MutationObserver(() => {{
            if (seen().includes("Secret")) window.leaks.add(location.pathname);
          }}).observe(document, {{ subtree: true, childList: true, attributes: true }});
        }}"""
    )
    app.person = stack.person()
    app.enter()

    for address, heading in screens:
        app.tab.go_back()
        expect(app.tab).to_have_url(f"{stack['site']}{address}")
        expect(app.heading(heading)).to_be_visible()
    assert app.tab.evaluate("[...window.leaks]") == []  # not even for a moment
    assert loads == []
    assert app.drafts() == {}


def test_a_tab_whose_account_another_tab_changes_shows_nothing_of_the_one_before(
    app: App, stack: Stack
) -> None:
    event_id = stack.publish(app.person, draft(title="Secret event")).json()["event_id"]
    app.sign_in("/dashboard")
    paths = (f"/dashboard/events/{event_id}", f"/dashboard/events/{event_id}/edit", "/new")
    with ExitStack() as tabs:
        others = [tabs.enter_context(app.another_tab(path)) for path in paths]
        expect(others[0].tab.get_by_role("heading", name="Secret event")).to_be_visible()
        for other in others[1:]:
            other.tab.get_by_label("Title").fill("Secret title")
        others[2].is_stored()
        # They hear of the other account alone, and nothing of it is answered.
        states = [other.tab.context.new_cdp_session(other.tab) for other in others]
        for state, other in zip(states, others, strict=True):
            other.tab.route("**/documents**", lambda _: None)
            state.send("Page.setWebLifecycleState", {"state": "frozen"})
        app.button("Sign out").click()
        app.person = stack.person()
        app.enter()

        for state, other in zip(states, others, strict=True):
            state.send("Page.setWebLifecycleState", {"state": "active"})
            expect(other.button("Account")).to_have_attribute("title", re.compile(app.person.email))
            assert "Secret" not in other.tab.evaluate(SEEN), other.address


def test_publishing_waits_for_the_photo_which_is_sent_once_and_is_its_drafts_alone(
    app: App, photo: str
) -> None:
    held: list[Route] = []
    app.sign_in("/new")
    app.tab.context.route(COVERS, lambda route: held.append(route))  # noqa: PLW0108
    app.fill(photo=photo)
    first = app.address
    with app.another_tab("/new/cover") as other:  # another draft, meanwhile
        expect(other.tab.get_by_text("Choose a photo")).to_be_visible()
    with app.another_tab(first) as other:  # the same
        expect(app.button("Uploading your photo…")).to_be_disabled()
        wait(lambda: app.tab.title() and held)

        held[0].continue_()
        app.button("Publish").click()

        key = app.is_live()
        expect(other.heading("Your event is live")).to_be_visible()
    assert len(held) == 1
    assert app.stack.settled(key, "cover")["source"] == "uploaded"
    is_once(app, key)


def test_a_photo_whose_upload_a_closed_tab_left_is_sent_by_the_next(app: App, photo: str) -> None:
    app.sign_in("/new")
    app.tab.route(COVERS, lambda _: None)  # no answer
    app.fill(photo=photo)
    app.is_stored()

    app.reopen(app.address)
    app.button("Publish").click()

    assert app.stack.settled(app.is_live(), "cover")["source"] == "uploaded"


def test_a_draft_is_discarded_everywhere_and_may_be_taken_back(app: App) -> None:
    app.sign_in("/new")
    title = app.fill()
    app.is_stored()
    before = typed(app)
    with app.another_tab("/dashboard") as other:
        other.button(f"Discard {title}").click()
        expect(other.tab.get_by_text("Discarded")).to_be_visible()
        expect(app.heading("This draft was discarded")).to_be_visible()
        assert app.drafts() == {}

        other.button(f"Undo: keep {title}").click()
        expect(other.button(f"Discard {title}")).to_be_visible()
        assert typed(app) == before
        expect(app.heading("Ready to publish?")).to_be_visible()
        other.button(f"Discard {title}").click()
        expect(other.tab.get_by_text("Discarded")).to_be_visible()
        expect(app.heading("This draft was discarded")).to_be_visible()

    app.button("Keep it after all").click()

    expect(app.heading("Ready to publish?")).to_be_visible()
    app.button("Publish").click()
    is_once(app, app.is_live())


def test_several_drafts_are_listed_the_latest_first(app: App) -> None:
    app.sign_in("/new")
    for title in ("First", "Second"):
        app.go("/new")
        app.tab.get_by_label("Title").fill(title)
        app.is_stored()
    app.go("/new")
    app.tab.get_by_label("Description").fill("No title yet.")
    app.is_stored()

    app.go("/dashboard")

    rows = app.tab.get_by_role("region", name="Drafts").get_by_role("listitem")
    expect(rows.locator("b")).to_have_text(["Untitled event", "Second", "First"])


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_closed_or_cut_a_draft_is_published_once(
    browser: Browser, stack: Stack, seed: int
) -> None:
    """`python -m tests.browser.drafts` has more of them."""
    outcome = drafts.run(browser, stack, seed)

    assert outcome.is_right, outcome
