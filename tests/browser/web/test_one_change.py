"""A change is made once, and of two none is lost: two tabs, two editors, lost answers, reloads."""

import pytest
from playwright.sync_api import Route, expect

from tests.support.app import CHANGE, App
from tests.support.waiting import wait


def test_what_is_typed_survives_a_reload_and_is_seen_in_a_second_tab(app: App, live: str) -> None:
    app.edit()
    app.tab.get_by_label("Title").fill("Blues")
    app.tab.reload()
    expect(app.tab.get_by_label("Title")).to_have_value("Blues")
    second = app.tab.context.new_page()
    second.goto(app.tab.url)
    expect(second.get_by_label("Title")).to_have_value("Blues")

    second.get_by_label("Title").fill("Blues and Soul")
    expect(app.tab.get_by_label("Title")).to_have_value("Blues and Soul")
    app.save()

    expect(second.get_by_text("saved or discarded in another tab")).to_be_visible()
    expect(second.get_by_label("Title")).to_have_value("Blues and Soul")
    expect(second.get_by_text("Nothing yet.")).to_be_visible()
    assert app.stack.event(live)["revision"] == 1


def test_two_tabs_that_save_the_same_make_one_change(app: App, live: str) -> None:
    app.edit()
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
    app.edit()
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
    app.edit()
    app.tab.get_by_label("Title").fill("Blues")
    app.tab.route(CHANGE, _lose, times=1)

    app.save()

    assert len(app.changes) == 2
    assert len(set(app.changes)) == 1
    assert app.stack.event(live)["revision"] == 1


@pytest.mark.parametrize("action", ["edit", "cancel"])
def test_a_reload_in_the_middle_goes_on_with_the_same_key(app: App, live: str, action: str) -> None:
    app.tab.route(CHANGE, _never_answer, times=1)
    if action == "edit":
        app.edit()
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
    app.edit()
    expect(app.tab.get_by_text("Nothing yet.")).to_be_visible()  # no edit is left over


def test_a_double_click_makes_one_change(app: App, live: str) -> None:
    app.edit()
    app.tab.get_by_label("Title").fill("Blues")

    app.button("Save changes").dblclick()

    expect(app.tab.get_by_text("Your change is saved.")).to_be_visible()
    assert len(app.changes) == 1
    assert app.stack.event(live)["revision"] == 1


def test_of_two_editors_neither_loses_anything(app: App, live: str) -> None:
    app.edit()
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
    app.save()

    event = app.stack.event(live)
    assert (event["revision"], event["title"], event["description"]) == (2, "Mine", "Their text.")
    assert event["location"]["name"] == "My hall"
    assert len(set(app.changes)) == 2


def test_a_change_that_comes_in_while_one_types_is_shown_before_saving(app: App, live: str) -> None:
    app.edit()
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


def test_a_session_that_has_ended_asks_to_sign_in_and_then_goes_on(app: App, live: str) -> None:
    app.edit()
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
