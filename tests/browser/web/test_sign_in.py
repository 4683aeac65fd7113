"""The ways in: a link in a mail, a password, Google, the demo's button; and who came in."""

import uuid

import pytest
import requests
from playwright.sync_api import Browser, expect

from tests.support.app import App, opened
from tests.support.stack import Person, Stack


def test_a_password_that_is_wrong_is_named_and_the_right_one_enters(app: App) -> None:
    app.go()
    app.enter("wrong")
    expect(app.tab.get_by_role("alert")).to_contain_text("do not match")

    app.enter()

    expect(app.heading("Your events")).to_be_visible()


def test_a_forgotten_password_is_made_anew_and_nobody_learns_who_has_one(app: App) -> None:
    app.go()
    app.button("Use a password").click()
    app.button("Forgot your password?").click()
    assert app.tab.get_by_label("Email").evaluate("input => input.validity.valueMissing")

    for email in (app.person.email, f"{uuid.uuid4().hex}@example.com"):
        app.tab.get_by_label("Email").fill(email)
        app.button("Forgot your password?").click()
        expect(app.tab.get_by_role("status")).to_contain_text(f"If {email} has an account")
        app.button("Back").click()
        expect(app.tab.get_by_label("Email")).to_have_value(email)
    sent = requests.get(
        f"{app.stack['auth']}/emulator/v1/projects/{app.stack['project']}/oobCodes", timeout=10
    ).json()["oobCodes"]
    assert [code["requestType"] for code in sent if code["email"] == app.person.email] == [
        "PASSWORD_RESET"
    ]


def test_google_out_of_reach_is_told_and_the_other_ways_stay_open(app: App) -> None:
    app.tab.route("https://apis.google.com/**", lambda route: route.abort())
    app.go()

    app.button("Continue with Google").click()

    expect(app.tab.get_by_role("alert")).to_contain_text("could not reach Google")
    expect(app.button("Continue with email")).to_be_enabled()


def test_a_mailed_link_enters_where_it_was_asked_for(app: App) -> None:
    email = f"{uuid.uuid4().hex}@example.com"
    app.go("/new/when")
    app.tab.get_by_label("Email").fill(email)
    with app.tab.expect_request("**/accounts:sendOobCode*") as asked:
        app.button("Continue with email").click()
    assert asked.value.headers["x-firebase-locale"] == "en"  # the mail's language
    expect(app.tab.get_by_text(email)).to_be_visible()

    app.tab.get_by_role("link", name="Follow the link").click()

    expect(app.heading("When and where?")).to_be_visible()
    assert app.address.partition("?")[0] == "/new/when"
    assert app.button("Account").get_attribute("title") == email


def test_a_link_followed_on_another_device_asks_for_the_address_until_it_is_right(
    app: App, browser: Browser, stack: Stack, organizer: Person
) -> None:
    app.go()
    app.tab.get_by_label("Email").fill(organizer.email)
    app.button("Continue with email").click()
    link = app.tab.get_by_role("link", name="Follow the link").get_attribute("href") or ""

    with opened(browser, stack, organizer) as other:
        other.tab.goto(link)
        expect(other.tab.get_by_text("the email address that we sent the link to")).to_be_visible()
        other.tab.get_by_label("Email").fill(f"x{organizer.email}")
        other.button("Sign in").click()
        expect(other.tab.get_by_role("alert")).to_contain_text("did not send this link to that")
        other.tab.reload()
        other.tab.get_by_label("Email").fill(organizer.email)
        other.button("Sign in").click()
        expect(other.heading("Your events")).to_be_visible()
        assert "oobCode" not in other.address


def test_a_link_that_was_used_says_so_and_a_new_one_is_sent(app: App) -> None:
    visited: list[str] = []
    app.tab.on("request", lambda request: visited.append(request.url))
    app.go()
    app.tab.get_by_label("Email").fill(app.person.email)
    app.button("Continue with email").click()
    app.tab.get_by_role("link", name="Follow the link").click()
    app.button("Sign out").click()
    expect(app.button("Continue with email")).to_be_visible()

    used = next(url for url in visited if url.startswith(app.stack["site"]) and "oobCode" in url)
    app.tab.goto(used)
    app.tab.get_by_label("Email").fill(app.person.email)
    app.button("Sign in").click()

    expect(app.tab.get_by_role("alert")).to_contain_text("That link was used already")
    app.button("Continue with email").click()
    app.tab.get_by_role("link", name="Follow the link").click()
    expect(app.heading("Your events")).to_be_visible()


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


def test_the_name_is_asked_once_shown_on_the_page_and_changed_where_one_looks_for_it(
    browser: Browser, stack: Stack
) -> None:
    person = stack.person("")
    with opened(browser, stack, person) as app:
        app.sign_in("/new")
        app.fill()
        app.tab.get_by_label("Your name, or your group's").fill(" Kulturverein ")
        app.button("Publish").click()
        event = app.stack.event(app.is_live())
        assert event["organizer"]["name"] == "Kulturverein"

        app.button("Account").click()
        app.tab.get_by_label("Your name, or your group's").fill("Jazz e.V.")
        app.button("Save").click()
        expect(app.tab.get_by_role("dialog")).not_to_be_attached()
        app.go("/new/review")
        expect(app.tab.get_by_text("Organizer Jazz e.V.")).to_be_visible()


def test_an_address_is_verified_where_it_keeps_a_confirmation_away(app: App) -> None:
    app.stack.update_account(app.person, emailVerified=False)
    app.sign_in("/new/review")
    expect(app.tab.get_by_text("Your email address is not verified")).to_be_visible()
    app.button("Verify your address").click()
    with app.tab.expect_popup() as popup:
        app.tab.get_by_role("link", name="Follow the link").click()
    popup.value.wait_for_load_state()
    popup.value.close()

    app.button("I opened it").click()

    expect(app.tab.get_by_text("Your address is verified.")).to_be_visible()
    app.go("/new")
    app.fill()
    app.button("Publish").click()
    assert app.stack.event(app.is_live())["organizer"]["email_verified"] is True
