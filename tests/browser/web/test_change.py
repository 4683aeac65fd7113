"""An event stays true: edited, moved, postponed, cancelled, taken down and put back up again."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import requests
from playwright.sync_api import Route, expect

from tests.support.app import CHANGE, App
from tests.support.factories import draft, ticket
from tests.support.seen import entry_of, seen
from tests.support.waiting import wait


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

    app.edit()
    app.tab.get_by_label("Title").fill(f"{title} and Blues")
    summary = app.tab.get_by_role("complementary", name="What changes")
    expect(summary.get_by_role("deletion")).to_have_text(title)
    expect(summary.get_by_role("insertion")).to_have_text(f"{title} and Blues")
    expect(summary).to_contain_text(f"You get an email about it at {app.person.email}")
    app.save()
    expect(app.heading(f"{title} and Blues")).to_be_visible()
    assert page(app, event_id)["title"] == f"{title} and Blues"
    cards.append(agree(app, event_id, "Changed", **on, status="Scheduled"))

    before = app.stack.event(event_id)["starts_at"]
    app.button("Reschedule").click()
    starts = app.tab.get_by_label("Starts")
    expect(starts).to_be_focused()
    moved = datetime.fromisoformat(starts.input_value()) + timedelta(days=7)
    starts.fill(moved.isoformat(timespec="minutes"))
    app.save()
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


def test_it_is_postponed_and_a_new_date_puts_it_on_again(app: App, live: str) -> None:
    app.ask("Postpone").get_by_role("button", name="Postpone").click()
    expect(app.heading("This event is postponed")).to_be_focused()

    app.button("Reschedule").click()
    expect(app.tab.get_by_label("Postponed")).to_be_checked()
    moved = datetime.fromisoformat(app.tab.get_by_label("Starts").input_value()) + timedelta(days=1)
    app.tab.get_by_label("Starts").fill(moved.isoformat(timespec="minutes"))
    expect(app.tab.get_by_label("Takes place")).to_be_checked()
    app.save()

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


def test_what_only_the_server_refuses_stands_at_its_field(app: App, live: str) -> None:
    app.edit()
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
    app.edit()
    app.button("Save changes").click()
    expect(app.tab.get_by_text("There is nothing to save yet.")).to_be_visible()
    app.tab.get_by_label("Title").fill(" ")

    app.button("Save changes").click()

    expect(app.tab.get_by_label("Title")).to_be_focused()
    expect(app.tab.get_by_label("Title")).to_have_accessible_description("Give your event a title")
    assert app.changes == []


def test_what_an_operator_took_down_stays_down(app: App, live: str) -> None:
    app.edit()
    app.tab.get_by_label("Title").fill("Blues")
    app.stack.ops("unpublish", live)
    app.button("Save changes").click()

    expect(app.tab.get_by_role("alert")).to_contain_text("Only they can put it back up")

    app.go(f"/dashboard/events/{live}")
    expect(app.heading("This page is taken down")).to_be_visible()
    expect(app.button("Put back up")).not_to_be_attached()
    expect(app.tab.get_by_text("Only they can put it back up")).to_be_visible()


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
        app.edit()
        app.tab.get_by_label("Title").fill("Blues")
        app.save()
        expect(app.tab.get_by_text("We could not reach the mail server.")).to_be_visible()
    assert app.stack.event(live)["confirmation"]["state"] == "pending"


def test_the_dashboard_sorts_by_what_is_to_come(app: App) -> None:
    on, off, down = (app.published(draft(title=name)) for name in ("On", "Off", "Down"))
    assert on
    body = draft(title="Off", **{name: draft()[name] for name in ("starts_at", "ends_at")})
    stack, organizer = app.stack, app.person
    assert stack.change(organizer, off, body | {"status": "cancelled"}).status_code == 200
    assert stack.change(organizer, down, None).status_code == 200

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
