"""Publishing when something goes wrong: one event, one key, and nothing typed is lost."""

import json

import grpc
import pytest
from playwright.sync_api import Browser, Route, expect

from tests.support.app import PUBLISH, App, opened
from tests.support.stack import Person, Stack
from tests.support.waiting import wait


def test_a_double_click_publishes_once(app: App) -> None:
    app.sign_in("/new")
    app.fill()

    app.button("Publish").dblclick()

    app.is_live()
    assert len(app.keys) == 1
    assert len(app.events()) == 1


def test_publish_answers_where_it_was_pressed_and_holds_everything_still(
    browser: Browser, stack: Stack, organizer: Person
) -> None:
    with opened(browser, stack, organizer, viewport={"width": 390, "height": 844}) as app:
        app.sign_in("/new")
        title = app.fill()
        held: list[Route] = []
        app.tab.route(PUBLISH, lambda route: held.append(route))  # noqa: PLW0108  # it sets attributes

        app.button("Publish").click()

        progress = app.tab.get_by_role("region", name="Progress")
        expect(progress.get_by_role("status")).to_have_text("Saving…")
        expect(progress).to_be_focused()
        expect(progress).to_be_in_viewport(ratio=1)
        expect(app.button("Publish")).not_to_be_attached()
        app.tab.go_back()
        app.tab.go_back()
        app.tab.go_back()
        app.tab.go_back()
        expect(app.heading("What is your event?")).to_be_visible()
        app.tab.get_by_label("Title").evaluate("field => field.focus()")
        app.tab.keyboard.type("too late")
        expect(app.tab.get_by_label("Title")).to_have_value(title)
        held[0].continue_()
        app.is_live()
        assert len(app.events()) == 1


def test_offline_it_waits_and_goes_on_by_itself(app: App) -> None:
    app.sign_in("/new")
    app.fill()
    app.tab.context.set_offline(True)

    app.button("Publish").click()

    expect(app.tab.locator(".progress .note")).to_contain_text("You are offline")
    assert app.events() == []
    app.tab.context.set_offline(False)
    app.is_live()
    assert len(set(app.keys)) == 1
    assert len(app.events()) == 1


def test_an_answer_that_is_lost_is_asked_for_again_under_the_same_key(app: App) -> None:
    app.sign_in("/new")
    app.fill()

    def lose(route: Route) -> None:
        route.fetch()  # the server publishes
        route.abort()

    app.tab.route(PUBLISH, lose, times=1)
    app.button("Publish").click()

    app.is_live()
    assert len(app.keys) == 2
    assert len(set(app.keys)) == 1
    assert len(app.events()) == 1


def test_a_reload_in_the_middle_goes_on_with_the_same_key(app: App) -> None:
    app.sign_in("/new")
    app.fill()
    app.tab.route(PUBLISH, lambda route: route.fetch(), times=1)  # and never answer

    app.button("Publish").click()
    wait(lambda: app.tab.title() and app.events())
    app.tab.reload()

    app.is_live()
    assert len(app.keys) == 2
    assert len(set(app.keys)) == 1
    assert len(app.events()) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before the commit", "after it"])
def test_a_503_is_tried_again_under_the_same_key(app: App, *, after: bool) -> None:
    app.sign_in("/new")
    title = app.fill()
    code = grpc.StatusCode.DEADLINE_EXCEEDED
    app.stack.firestore_relay.fail("Commit", title, code, after=after)

    app.button("Publish").click()

    if not after:  # else it may be seen to be there before it is tried again
        expect(app.tab.locator(".progress .note")).to_contain_text("Trying again")
    app.is_live()
    assert len(app.keys) == 2 or (after and len(app.keys) == 1)
    assert len(set(app.keys)) == 1
    assert len(app.events()) == 1


def test_a_service_that_stays_away_is_named_and_the_next_click_uses_the_same_key(app: App) -> None:
    app.tab.clock.install()
    app.sign_in("/new")
    app.fill()
    app.tab.route(PUBLISH, lambda route: route.abort())
    app.button("Publish").click()
    for _ in range(8):
        app.tab.clock.run_for(10_000)
    expect(app.tab.get_by_role("alert")).to_contain_text("We could not reach the server")

    app.tab.unroute(PUBLISH)
    app.button("Publish").click()

    app.tab.clock.resume()
    app.is_live()
    assert len(app.keys) == 7
    assert len(set(app.keys)) == 1


def test_what_only_the_server_refuses_stands_at_its_field(app: App) -> None:
    app.sign_in("/new")
    title = app.fill()

    def break_it(route: Route) -> None:
        draft = json.loads(route.request.post_data or "")
        draft["tickets"][0]["price"] = -1
        route.continue_(post_data=json.dumps(draft | {"title": "", "colour": "red"}))

    app.tab.route(PUBLISH, break_it, times=1)
    app.button("Publish").click()

    expect(app.tab.get_by_role("alert")).to_contain_text("colour: There is no such field")
    field = app.tab.get_by_label("Title")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(field).to_have_value(title)
    expect(field).to_have_accessible_description("Give your event a title")
    app.tab.get_by_role("link", name="Tickets").click()
    expect(app.tab.get_by_label("Price")).to_have_accessible_description("This must be at least 0")
    assert app.events() == []

    app.tab.get_by_role("link", name="Details").click()
    field.fill(f"{title} again")
    expect(field).to_have_attribute("aria-invalid", "false")
    app.tab.get_by_role("link", name="Review").click()
    app.button("Publish").click()
    app.is_live()
    assert (
        len(set(app.keys)) == 1
    )  # a draft has one key, and the first attempt left nothing under it


def test_what_the_browser_refuses_never_leaves_it(app: App) -> None:
    app.sign_in("/new/review")

    app.button("Publish").click()

    expect(app.heading("What is your event?")).to_be_visible()
    expect(app.tab.get_by_label("Title")).to_be_focused()
    expect(app.tab.get_by_label("Title")).to_have_accessible_description("Give your event a title")
    assert app.keys == []


def test_a_token_that_has_expired_is_renewed_unseen(app: App) -> None:
    app.sign_in("/new")
    app.fill()

    def expire(route: Route) -> None:
        route.continue_(headers=route.request.headers | {"authorization": "Bearer expired"})

    app.tab.route(PUBLISH, expire, times=1)
    app.button("Publish").click()

    app.is_live()
    assert len(app.keys) == 2
    assert len(set(app.keys)) == 1


def test_a_session_that_has_ended_asks_to_sign_in_and_then_goes_on(app: App) -> None:
    app.sign_in("/new")
    title = app.fill()

    def expire(route: Route) -> None:
        app.stack.update_account(app.person, disableUser=True)
        route.continue_(headers=route.request.headers | {"authorization": "Bearer expired"})

    app.tab.route(PUBLISH, expire, times=1)
    app.button("Publish").click()
    expect(app.tab.get_by_text("Your session has ended")).to_be_visible()

    app.stack.update_account(app.person, disableUser=False)
    app.enter()

    app.is_live()
    expect(app.heading(title)).to_be_visible()
    assert len(set(app.keys)) == 1


def test_an_upload_is_not_made_twice_when_only_the_publish_fails(app: App, photo: str) -> None:
    app.sign_in("/new")
    uploads: list[str] = []

    def count(route: Route) -> None:
        uploads.append(route.request.url)
        route.continue_()

    app.tab.route("**/api/covers", count)
    app.fill(photo=photo)
    app.tab.route(PUBLISH, lambda route: route.abort(), times=1)

    app.button("Publish").click()

    app.is_live()
    assert len(uploads) == 1
    assert len(set(app.keys)) == 1


def test_a_photo_that_the_server_refuses_is_explained_at_the_cover(app: App, photo: str) -> None:
    app.sign_in("/new")
    app.tab.route("**/api/covers", lambda route: route.continue_(post_data=b"no photo"), times=1)
    app.fill(photo=photo)
    app.tab.get_by_role("link", name="Cover", exact=True).click()
    expect(app.tab.get_by_role("alert")).to_contain_text("Choose a JPEG, PNG or WebP")
    app.next("Ready to publish?")

    app.button("Publish").click()  # the photo is sent again

    assert app.stack.settled(app.is_live(), "cover")["source"] == "uploaded"
