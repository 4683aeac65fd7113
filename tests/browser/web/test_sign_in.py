"""The ways in: the demo's button, Google, a password, a link in a mail."""

import uuid

import pytest
from playwright.sync_api import Browser, expect

from tests.support.app import App, opened
from tests.support.stack import Person, Stack


def test_a_password_that_is_wrong_is_named_and_the_right_one_enters(app: App) -> None:
    app.go()
    app.tab.get_by_label("Email").fill(app.person.email)
    app.tab.get_by_label("Password").fill("wrong")
    app.button("Sign in").click()
    expect(app.tab.get_by_role("alert")).to_contain_text("do not match")

    app.tab.get_by_label("Password").fill("correct horse")
    app.button("Sign in").click()

    expect(app.heading("Your events")).to_be_visible()


def test_google_out_of_reach_is_told_and_the_other_ways_stay_open(app: App) -> None:
    app.tab.route("https://apis.google.com/**", lambda route: route.abort())
    app.go()

    app.button("Continue with Google").click()

    expect(app.tab.get_by_role("alert")).to_contain_text("could not reach Google")
    expect(app.button("Sign in")).to_be_enabled()


def test_a_mailed_link_enters_where_it_was_asked_for(app: App) -> None:
    email = f"{uuid.uuid4().hex}@example.com"
    app.go("/new/when")
    app.tab.get_by_label("Email").fill(email)
    app.button("Email me a link instead").click()
    expect(app.tab.get_by_text(email)).to_be_visible()

    app.tab.get_by_role("link", name="Follow the link").click()

    expect(app.heading("When and where?")).to_be_visible()
    assert app.tab.url == f"{app.stack['site']}/new/when"
    assert app.button("Sign out").get_attribute("title") == email


def test_a_link_followed_on_another_device_asks_for_the_address(
    app: App, browser: Browser, stack: Stack, organizer: Person
) -> None:
    app.go()
    app.tab.get_by_label("Email").fill(organizer.email)
    app.button("Email me a link instead").click()
    link = app.tab.get_by_role("link", name="Follow the link").get_attribute("href") or ""

    with opened(browser, stack, organizer) as other:
        other.tab.goto(link)
        expect(other.tab.get_by_text("the email address that we sent the link to")).to_be_visible()
        other.tab.get_by_label("Email").fill(organizer.email)
        other.button("Sign in").click()
        expect(other.heading("Your events")).to_be_visible()


def test_a_link_that_was_used_says_so(app: App) -> None:
    visited: list[str] = []
    app.tab.on("request", lambda request: visited.append(request.url))
    app.go()
    app.tab.get_by_label("Email").fill(app.person.email)
    app.button("Email me a link instead").click()
    app.tab.get_by_role("link", name="Follow the link").click()
    app.button("Sign out").click()
    expect(app.button("Sign in")).to_be_visible()

    used = next(url for url in visited if url.startswith(app.stack["site"]) and "oobCode" in url)
    app.tab.goto(used)
    app.tab.get_by_label("Email").fill(app.person.email)
    app.button("Sign in").click()

    expect(app.tab.get_by_role("alert")).to_contain_text("That link was used already")


def test_signing_out_shows_the_way_in_without_a_reproach(app: App) -> None:
    app.sign_in("/dashboard")

    app.button("Sign out").click()

    expect(app.heading("Your event, live in seconds.")).to_be_visible()
    expect(app.tab.get_by_text("Your session has ended")).not_to_be_visible()


@pytest.mark.parametrize("path", ["/nowhere", "/new/nowhere", "/dashboard/events", "/new/a/b"])
def test_an_address_of_nothing_is_a_404(app: App, path: str) -> None:
    app.sign_in(path)

    expect(app.heading("Page not found")).to_be_visible()


def test_a_site_that_cannot_say_what_it_is_says_so(app: App) -> None:
    app.tab.route("**/__/firebase/init.json", lambda route: route.abort())

    app.go()

    expect(app.heading("We could not connect")).to_be_visible()
