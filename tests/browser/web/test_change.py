"""An event stays true: edited, moved, postponed, cancelled, taken down and put back up again."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests
from playwright.sync_api import Browser, Route, expect

from tests.support.app import CHANGE, App, opened
from tests.support.factories import draft, ticket
from tests.support.seen import entry_of, seen
from tests.support.stack import Person, Stack
from tests.support.waiting import wait


@pytest.fixture
def live(app: App) -> str:
    """The ID of a published event whose organizer is signed in, on its screen."""
    event_id = publish(app.stack, app.person, draft())
    app.sign_in(f"/dashboard/events/{event_id}")
    expect(app.heading("Your event is live")).to_be_visible()
    return event_id


def publish(stack: Stack, person: Person, body: dict[str, Any]) -> str:
    answer = stack.publish(person, body)
    assert answer.status_code == 200, answer.text
    event_id = str(answer.json()["event_id"])
    stack.settled(event_id, "cover")
    stack.settled(event_id, "confirmation")
    return event_id


def edit(app: App) -> None:
    app.button("Edit").click()
    expect(app.heading("Edit your event")).to_be_visible()


def save(app: App) -> None:
    app.button("Save changes").click()
    expect(app.tab.get_by_text("Your change is saved.")).to_be_visible()


def page(app: App, event_id: str) -> dict[str, Any]:
    """What the public page is made of; the page itself is cached for a minute."""
    slug = app.stack.event(event_id)["slug"]
    return app.stack.firestore.document(f"pages/{slug}").get().to_dict() or {}


def agree(app: App, event_id: str, subject: str, **expected: Any) -> str:
    """Page, preview, structured data, calendar, card and mail, on the last revision. The card."""
    card = str(app.stack.settled(event_id, "cover", seconds=60)["social_url"])
    app.stack.settled(event_id, "confirmation", seconds=60)
    event = app.stack.event(event_id)
    slug, revision = event["slug"], event["revision"]
    wait(lambda: card in seen(app.stack, slug, revision)["cards"])
    found = seen(app.stack, slug, revision)
    assert {name: found[name] for name in expected} == expected
    assert found["titles"] == {event["title"]}
    assert found["start"] == event["starts_at"].astimezone(UTC).isoformat()
    assert len(found["starts"]) == 1
    assert found["cards"] == {card}
    mail = app.stack.mails(app.person.email)[-1]
    assert mail["subject"] == f"{subject}: {event['title']}"
    (file,) = (each["generatedFileName"] for each in mail["attachments"])
    source = f"{app.stack['inbox']}/api/email/{mail['id']}/attachment/{file}"
    attached = entry_of(requests.get(source, timeout=10).text)
    for entry in (attached, found):
        assert (entry["revision"], entry["uid"]) == (revision, f"{event_id}@publish-event")
        assert entry["start"] == found["start"]
    assert attached["status"] == found["calendar"]
    return card


def test_an_event_is_corrected_moved_cancelled_and_put_on_again(app: App) -> None:
    app.sign_in("/new")
    title = app.fill()
    app.button("Publish").click()
    event_id = app.is_live()
    on: dict[str, Any] = {"said": [], "preview": [], "calendar": "CONFIRMED"}
    new_date = {"said": ["New date"], "preview": ["New date"], "status": "Rescheduled"}
    off = {"said": ["Cancelled"], "preview": ["Cancelled"], "calendar": "CANCELLED"}
    cards = [agree(app, event_id, "Your event is live", **on, status="Scheduled")]

    edit(app)
    app.tab.get_by_label("Title").fill(f"{title} and Blues")
    summary = app.tab.get_by_role("complementary", name="What changes")
    expect(summary.get_by_role("deletion")).to_have_text(title)
    expect(summary.get_by_role("insertion")).to_have_text(f"{title} and Blues")
    expect(summary).to_contain_text(f"You get an email about it at {app.person.email}")
    save(app)
    expect(app.heading(f"{title} and Blues")).to_be_visible()
    assert page(app, event_id)["title"] == f"{title} and Blues"
    cards.append(agree(app, event_id, "Changed", **on, status="Scheduled"))

    before = app.stack.event(event_id)["starts_at"]
    app.button("Reschedule").click()
    starts = app.tab.get_by_label("Starts")
    expect(starts).to_be_focused()
    moved = datetime.fromisoformat(starts.input_value()) + timedelta(days=7)
    starts.fill(moved.isoformat(timespec="minutes"))
    save(app)
    event = app.stack.event(event_id)
    assert event["starts_at"].astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None) == moved
    assert event["previous_starts_at"] == before
    expect(app.tab.get_by_text("Live · new date")).to_be_visible()
    cards.append(agree(app, event_id, "Changed", **on | new_date))

    question = app.ask("Cancel event")
    expect(question).to_contain_text("says first that the event is cancelled")
    question.get_by_label("Note for guests").fill("The band is ill.")
    question.get_by_role("button", name="Cancel event").click()
    expect(app.heading("This event is cancelled")).to_be_focused()
    expect(app.tab.get_by_text("The band is ill.").first).to_be_visible()
    assert page(app, event_id)["note"] == "The band is ill."
    cards.append(agree(app, event_id, "Cancelled", **off, status="Cancelled"))

    question = app.ask("Reinstate")
    question.get_by_role("button", name="Reinstate").click()
    expect(app.heading("Your event is live")).to_be_focused()
    assert page(app, event_id)["note"] == ""
    assert agree(app, event_id, "Back on", **on | new_date) == cards[2]
    assert len(set(cards)) == 4

    history = app.tab.get_by_role("region", name="History").get_by_role("listitem")
    expect(history.locator("b")).to_have_text(
        ["Back on", "Cancelled", "Rescheduled", "Edited", "Published"]
    )
    assert app.stack.event(event_id)["revision"] == 4
    assert len(set(app.changes)) == 4


def test_a_page_is_taken_down_and_put_up_again(app: App, live: str) -> None:
    url = app.tab.get_by_role("link", name="Open page").get_attribute("href") or ""

    app.ask("Take down").get_by_role("button", name="Take down").click()
    expect(app.heading("This page is taken down")).to_be_focused()
    expect(app.button("Copy link")).not_to_be_attached()
    assert requests.get(url, timeout=10).status_code == 410

    app.ask("Put back up").get_by_role("button", name="Put back up").click()
    expect(app.heading("Your event is live")).to_be_focused()
    assert page(app, live)["unpublished_at"] is None
    history = app.tab.get_by_role("region", name="History").get_by_role("listitem")
    expect(history.locator("b")).to_have_text(["Put back up", "Taken down", "Published"])
    assert app.stack.event(live)["revision"] == 2


def test_a_duplicate_is_published_a_week_later_as_an_event_of_its_own(app: App, live: str) -> None:
    first = app.stack.event(live)
    question = app.ask("Duplicate")
    expect(question).to_contain_text("Its cover has the same picture")

    question.get_by_role("button", name="Create draft").click()
    expect(app.tab.get_by_label("Title")).to_have_value(first["title"])
    app.tab.get_by_role("link", name="Cover").click()
    expect(app.tab.get_by_text("AI made it, and the page says so.")).to_be_visible()
    app.tab.get_by_role("link", name="Review").click()
    app.button("Publish").click()

    event_id = app.is_live()
    app.stack.settled(event_id, "cover")
    second = app.stack.event(event_id)
    assert app.keys != [live]
    assert _picture(second["cover"]) == _picture(first["cover"])
    assert len(app.stack.gemini_calls(first["title"])) == 1
    berlin = ZoneInfo("Europe/Berlin")
    starts = [
        event["starts_at"].astimezone(berlin).replace(tzinfo=None, second=0)
        for event in (first, second)
    ]
    assert starts[1] - starts[0] == timedelta(days=7)
    assert second["tickets"] == first["tickets"]
    assert second["location"] == first["location"]


def _picture(cover: dict[str, Any]) -> tuple[str, str]:
    """Its source, and its name, which is a hash of its bytes."""
    return cover["source"], cover["art"].rpartition("%2F")[2]


def test_another_picture_is_painted_and_the_earlier_one_comes_back(app: App, live: str) -> None:
    first = app.stack.event(live)["cover"]
    edit(app)
    cover = app.tab.get_by_role("region", name="Cover")
    expect(cover.get_by_role("radio", name="As it is")).to_be_checked()
    expect(cover.get_by_role("radio", name="Earlier")).to_have_count(0)
    cover.get_by_role("radio", name="Another picture").check()
    app.tab.reload()
    expect(cover.get_by_role("radio", name="Another picture")).to_be_checked()
    summary = app.tab.get_by_role("complementary", name="What changes")
    expect(summary.get_by_role("insertion")).to_have_text("Another picture will be painted by AI")
    save(app)
    second = app.stack.settled(live, "cover")
    assert (second["source"], second["art"] == first["art"]) == ("generated", False)
    _shows(app, second["url"])

    edit(app)
    cover.get_by_role("radio", name="Earlier").check()
    shown = cover.locator("label").filter(has_text="Earlier").locator("img")
    expect(shown).to_have_js_property("complete", value=True)
    expect(shown).not_to_have_js_property("naturalWidth", 0)
    expect(summary.get_by_role("insertion")).to_have_text("The earlier picture: Painted by AI")
    save(app)
    third = app.stack.settled(live, "cover")
    assert (third["art"], third["url"]) == (first["art"], first["url"])
    _shows(app, first["url"])

    history = app.tab.get_by_role("region", name="History").get_by_role("listitem")
    expect(history.locator("b")).to_have_text(["Cover changed", "Cover changed", "Published"])
    assert len(app.stack.gemini_calls(app.stack.event(live)["title"])) == 2


def _shows(app: App, url: str) -> None:
    expect(app.tab.locator(f'.poster img[src="{url}"]')).to_be_visible()


def test_it_is_postponed_and_a_new_date_puts_it_on_again(app: App, live: str) -> None:
    app.ask("Postpone").get_by_role("button", name="Postpone").click()
    expect(app.heading("This event is postponed")).to_be_focused()

    app.button("Reschedule").click()
    expect(app.tab.get_by_label("Postponed")).to_be_checked()
    moved = datetime.fromisoformat(app.tab.get_by_label("Starts").input_value()) + timedelta(days=1)
    app.tab.get_by_label("Starts").fill(moved.isoformat(timespec="minutes"))
    expect(app.tab.get_by_label("Takes place")).to_be_checked()
    save(app)

    assert app.stack.event(live)["status"] == "scheduled"


def test_a_question_is_answered_no_and_nothing_happens(app: App, live: str) -> None:
    app.ask("Cancel event")
    app.tab.keyboard.press("Escape")
    expect(app.tab.get_by_role("dialog")).not_to_be_attached()
    expect(app.button("Cancel event")).to_be_focused()

    app.ask("Take down").get_by_role("button", name="Keep the page").click()

    expect(app.button("Take down")).to_be_focused()
    assert app.changes == []
    assert app.stack.event(live)["revision"] == 0


def test_what_is_typed_survives_a_reload_and_is_seen_in_a_second_tab(app: App, live: str) -> None:
    edit(app)
    app.tab.get_by_label("Title").fill("Blues")
    app.tab.reload()
    expect(app.tab.get_by_label("Title")).to_have_value("Blues")
    second = app.tab.context.new_page()
    second.goto(app.tab.url)
    expect(second.get_by_label("Title")).to_have_value("Blues")

    second.get_by_label("Title").fill("Blues and Soul")
    expect(app.tab.get_by_label("Title")).to_have_value("Blues and Soul")
    save(app)

    expect(second.get_by_text("saved or discarded in another tab")).to_be_visible()
    expect(second.get_by_label("Title")).to_have_value("Blues and Soul")
    expect(second.get_by_text("Nothing yet.")).to_be_visible()
    assert app.stack.event(live)["revision"] == 1


def test_two_tabs_that_save_the_same_make_one_change(app: App, live: str) -> None:
    edit(app)
    app.tab.get_by_label("Title").fill("Blues")
    second = app.tab.context.new_page()
    second.goto(app.tab.url)
    expect(second.get_by_label("Title")).to_have_value("Blues")
    held: list[Route] = []
    app.tab.context.route(CHANGE, lambda route: held.append(route))  # noqa: PLW0108  # it sets attributes

    app.button("Save changes").click()
    second.get_by_role("button", name="Save changes").click()
    wait(lambda: app.tab.title() and len(held) == 2)
    for route in held:
        route.continue_()

    for tab in (app.tab, second):
        expect(tab.get_by_text("Your change is saved.")).to_be_visible()
    assert len({route.request.headers["idempotency-key"] for route in held}) == 1
    assert app.stack.event(live)["revision"] == 1


def test_offline_it_waits_and_saves_by_itself(app: App, live: str) -> None:
    edit(app)
    app.tab.get_by_label("Title").fill("Blues")
    app.tab.context.set_offline(True)

    app.button("Save changes").click()

    expect(app.tab.get_by_text("You are offline")).to_be_visible()
    app.tab.context.set_offline(False)
    expect(app.tab.get_by_text("Your change is saved.")).to_be_visible()
    assert len(set(app.changes)) == 1
    assert app.stack.event(live)["revision"] == 1


def _lose(route: Route) -> None:
    route.fetch()  # the server changes the event
    route.abort()


def _never_answer(route: Route) -> None:
    route.fetch()


def test_an_answer_that_is_lost_makes_no_second_change(app: App, live: str) -> None:
    edit(app)
    app.tab.get_by_label("Title").fill("Blues")
    app.tab.route(CHANGE, _lose, times=1)

    save(app)

    assert len(app.changes) == 2
    assert len(set(app.changes)) == 1
    assert app.stack.event(live)["revision"] == 1


@pytest.mark.parametrize("action", ["edit", "cancel"])
def test_a_reload_in_the_middle_goes_on_with_the_same_key(app: App, live: str, action: str) -> None:
    app.tab.route(CHANGE, _never_answer, times=1)
    if action == "edit":
        edit(app)
        app.tab.get_by_label("Title").fill("Blues")
        app.button("Save changes").click()
    else:
        app.ask("Cancel event").get_by_role("button", name="Cancel event").click()
    wait(lambda: app.tab.title() and app.stack.event(live)["revision"] == 1)

    app.tab.reload()

    expect(app.tab.get_by_text("Your change is saved.")).to_be_visible()
    assert len(app.changes) == 2
    assert len(set(app.changes)) == 1
    assert app.stack.event(live)["revision"] == 1
    edit(app)
    expect(app.tab.get_by_text("Nothing yet.")).to_be_visible()  # no edit is left over


def test_a_double_click_makes_one_change(app: App, live: str) -> None:
    edit(app)
    app.tab.get_by_label("Title").fill("Blues")

    app.button("Save changes").dblclick()

    expect(app.tab.get_by_text("Your change is saved.")).to_be_visible()
    assert len(app.changes) == 1
    assert app.stack.event(live)["revision"] == 1


def test_of_two_editors_neither_loses_anything(app: App, live: str) -> None:
    edit(app)
    app.tab.get_by_label("Title").fill("Mine")
    app.tab.get_by_label("Venue").fill("My hall")

    def race(route: Route) -> None:
        app.change_elsewhere(live, title="Theirs", description="Their text.")
        route.continue_()

    app.tab.route(CHANGE, race, times=1)
    app.button("Save changes").click()
    expect(app.heading("This event was changed meanwhile")).to_be_focused()
    app.tab.reload()  # and nothing is lost

    title = app.tab.get_by_role("group", name="Title")
    expect(title).to_contain_text("Mine")
    expect(title).to_contain_text("Theirs")
    expect(app.tab.get_by_role("group", name="Description")).to_contain_text("Their text.")
    app.button("Continue with these").click()
    expect(title.get_by_label("Yours")).to_be_focused()
    title.get_by_label("Yours").check()
    app.button("Continue with these").click()
    summary = app.tab.get_by_role("complementary", name="What changes")
    expect(app.heading("Edit your event")).to_be_focused()
    expect(summary.get_by_role("deletion")).to_have_text(
        ["Theirs", "Kesselhaus, Knaackstr. 97, Berlin"]
    )
    expect(summary.get_by_role("insertion")).to_have_text(
        ["Mine", "My hall, Knaackstr. 97, Berlin"]
    )
    save(app)

    event = app.stack.event(live)
    assert (event["revision"], event["title"], event["description"]) == (2, "Mine", "Their text.")
    assert event["location"]["name"] == "My hall"
    assert len(set(app.changes)) == 2


def test_a_change_that_comes_in_while_one_types_is_shown_before_saving(app: App, live: str) -> None:
    edit(app)
    app.tab.get_by_label("Title").fill("Mine")

    app.change_elsewhere(live, description="Their text.")

    expect(app.heading("This event was changed meanwhile")).to_be_visible()
    app.button("Continue with these").click()
    expect(app.tab.get_by_label("Title")).to_have_value("Mine")
    expect(app.tab.get_by_label("Description")).to_have_value("Their text.")
    assert app.changes == []


def test_a_cancellation_over_an_older_state_is_asked_for_again(app: App, live: str) -> None:
    question = app.ask("Cancel event")
    question.get_by_label("Note for guests").fill("Ill.")

    def race(route: Route) -> None:
        app.change_elsewhere(live, title="Theirs")
        route.continue_()

    app.tab.route(CHANGE, race, times=1)
    question.get_by_role("button", name="Cancel event").click()
    expect(question.get_by_role("alert")).to_contain_text("changed meanwhile")
    expect(question.get_by_label("Note for guests")).to_have_value("Ill.")
    expect(app.tab.get_by_text("Theirs", exact=True).first).to_be_attached()
    question.get_by_role("button", name="Cancel event").click()

    expect(app.heading("This event is cancelled")).to_be_visible()
    event = app.stack.event(live)
    assert (event["revision"], event["title"], event["note"]) == (2, "Theirs", "Ill.")


def test_what_only_the_server_refuses_stands_at_its_field(app: App, live: str) -> None:
    edit(app)
    app.tab.get_by_label("Title").fill("Blues")

    def break_it(route: Route) -> None:
        body = json.loads(route.request.post_data or "")
        route.continue_(post_data=json.dumps(body | {"title": "", "colour": "red"}))

    app.tab.route(CHANGE, break_it, times=1)
    app.button("Save changes").click()

    expect(app.tab.get_by_role("alert")).to_contain_text(
        "Correct the marked fields and save again."
    )
    expect(app.tab.get_by_role("alert")).to_contain_text("colour: There is no such field")
    expect(app.tab.get_by_label("Title")).to_be_focused()
    expect(app.tab.get_by_label("Title")).to_have_accessible_description("Give your event a title")
    save_again = app.button("Save changes")
    app.tab.get_by_label("Title").fill("Blues again")
    save_again.click()
    expect(app.tab.get_by_text("Your change is saved.")).to_be_visible()


def test_what_the_browser_refuses_never_leaves_it(app: App, live: str) -> None:
    edit(app)
    app.button("Save changes").click()
    expect(app.tab.get_by_text("There is nothing to save yet.")).to_be_visible()
    app.tab.get_by_label("Title").fill(" ")

    app.button("Save changes").click()

    expect(app.tab.get_by_label("Title")).to_be_focused()
    expect(app.tab.get_by_label("Title")).to_have_accessible_description("Give your event a title")
    assert app.changes == []


def test_what_an_operator_took_down_stays_down(app: App, live: str) -> None:
    edit(app)
    app.tab.get_by_label("Title").fill("Blues")
    app.stack.ops("unpublish", live)
    app.button("Save changes").click()

    expect(app.tab.get_by_role("alert")).to_contain_text("Only they can put it back up")

    app.go(f"/dashboard/events/{live}")
    expect(app.heading("This page is taken down")).to_be_visible()
    expect(app.button("Put back up")).not_to_be_attached()
    expect(app.tab.get_by_text("Only they can put it back up")).to_be_visible()


def test_a_session_that_has_ended_asks_to_sign_in_and_then_goes_on(app: App, live: str) -> None:
    edit(app)
    app.tab.get_by_label("Title").fill("Blues")
    app.tab.route(CHANGE, _expired, times=2)

    app.button("Save changes").click()
    app.button("Sign in again").click()
    app.enter()

    expect(app.tab.get_by_text("Your change is saved.")).to_be_visible()
    assert len(set(app.changes)) == 1
    assert app.stack.event(live)["title"] == "Blues"


def _expired(route: Route) -> None:
    route.continue_(headers=route.request.headers | {"authorization": "Bearer expired"})


def test_a_duplicate_keeps_the_photo(app: App, photo: str) -> None:
    app.sign_in("/new")
    app.fill(photo=photo)
    app.button("Publish").click()
    first = app.stack.settled(app.is_live(), "cover")

    question = app.ask("Duplicate")
    expect(question).to_contain_text("Its cover has the same picture")
    question.get_by_role("button", name="Create draft").click()
    app.tab.get_by_role("link", name="Cover").click()
    expect(app.tab.get_by_label("As it was")).to_be_checked()
    expect(app.tab.get_by_alt_text("The event before")).to_be_visible()
    app.tab.get_by_role("link", name="Review").click()
    app.button("Publish").click()

    second = app.stack.settled(app.is_live(), "cover")
    assert len(app.keys) == 2
    assert (second["source"], second["upload"]) == ("uploaded", None)
    assert _picture(second) == _picture(first)


def test_an_event_of_version_1_keeps_its_tickets(app: App, live: str) -> None:
    event = app.stack.event(live)
    for name in ("tickets", "revision", "changed_at", "status", "note", "previous_starts_at"):
        del event[name]
    app.stack.firestore.document(f"events/{live}").set(event)
    app.go(f"/dashboard/events/{live}")

    app.ask("Cancel event").get_by_role("button", name="Cancel event").click()

    expect(app.heading("This event is cancelled")).to_be_visible()
    assert app.stack.event(live)["tickets"] == [ticket()]
    (change,) = app.stack.firestore.collection(f"events/{live}/changes").get()
    assert (change.to_dict() or {})["changed"] == ["/status"]


def test_the_screen_says_what_is_still_to_come(app: App, live: str) -> None:
    with app.stack.mail_proxy.down():
        edit(app)
        app.tab.get_by_label("Title").fill("Blues")
        save(app)
        expect(app.tab.get_by_text("We could not reach the mail server.")).to_be_visible()
    assert app.stack.event(live)["confirmation"]["state"] == "pending"


def test_the_dashboard_sorts_by_what_is_to_come(
    browser: Browser, stack: Stack, organizer: Person
) -> None:
    on, off, down = (publish(stack, organizer, draft(title=name)) for name in ("On", "Off", "Down"))
    assert on
    body = draft(title="Off", **{name: draft()[name] for name in ("starts_at", "ends_at")})
    assert stack.change(organizer, off, body | {"status": "cancelled"}).status_code == 200
    assert stack.change(organizer, down, None).status_code == 200

    with opened(browser, stack, organizer) as app:
        app.sign_in("/dashboard")

        upcoming = app.tab.get_by_role("region", name="Upcoming")
        cancelled = app.tab.get_by_role("region", name="Cancelled or taken down")
        expect(upcoming.get_by_role("heading", level=3)).to_have_text(["On"])
        expect(cancelled.get_by_role("listitem")).to_have_count(2)
        dead = cancelled.get_by_role("listitem").filter(has_text="Taken down")
        expect(dead.get_by_role("button")).to_have_count(0)
        expect(app.tab.get_by_role("region", name="Past")).not_to_be_attached()


def test_the_keyboard_suffices_to_change_an_event(app: App, live: str) -> None:
    keys = app.tab.keyboard
    app.button("Edit").focus()
    keys.press("Enter")
    expect(app.heading("Edit your event")).to_be_focused()
    for _ in range(2):  # past the way back
        keys.press("Tab")
    expect(app.tab.get_by_label("Title")).to_be_focused()
    keys.type("By hand")  # what has the focus is selected
    keys.press("Enter")
    expect(app.heading("Your event is live")).to_be_focused()
    app.button("Cancel event").focus()
    keys.press("Enter")
    expect(app.tab.get_by_label("Note for guests")).to_be_focused()
    for _ in range(2):
        keys.press("Tab")
    expect(app.button("Keep the event")).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("Space")

    expect(app.heading("This event is cancelled")).to_be_focused()
    event = app.stack.event(live)
    assert (event["title"], event["status"]) == ("By hand", "cancelled")
