"""What is typed is what is meant, and every step is visible."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect

from tests.support.app import App, opened
from tests.support.factories import draft
from tests.support.stack import Person, Stack

EVENTS = "**/documents/events/**"
_YEAR = datetime.now(UTC).year + 1


def test_dates_keep_their_length_and_years_have_four_digits(app: App) -> None:
    app.sign_in("/new/when")
    starts, ends = app.tab.get_by_label("Starts"), app.tab.get_by_label("Ends")
    starts.fill(f"{_YEAR}-12-25T19:30")
    ends.fill(f"{_YEAR}-12-26T01:00")

    starts.focus()
    app.tab.keyboard.type(
        f"0214{_YEAR}0730AM"
    )  # all in one go: a year takes no more than four digits

    expect(starts).to_have_value(f"{_YEAR}-02-14T07:30")
    expect(ends).to_have_value(f"{_YEAR}-02-14T13:00")
    ends.fill(f"{_YEAR}-02-16T09:30")
    expect(ends).to_have_accessible_description("Lasts 2 days and 2 hours")


def test_a_zone_is_found_by_its_city_with_the_keyboard_alone(app: App) -> None:
    app.sign_in("/new/when")
    app.tab.get_by_label("Starts").fill(f"{_YEAR}-06-12T19:30")
    zone = app.tab.get_by_role("combobox", name="Time zone")
    expect(zone).to_have_value("Berlin, Germany")
    expect(zone).to_have_accessible_description("CEST (GMT+2) on that day. Yours.")

    zone.focus()
    app.tab.keyboard.type("Kiev")
    app.tab.keyboard.press("Enter")

    expect(zone).to_have_value("Kyiv, Ukraine")
    expect(zone).to_have_accessible_description(
        "EEST (GMT+3) on that day: times are on the clock there. Yours is GMT+2."
    )
    expect(app.heading("When and where?")).to_be_visible()
    zone.fill("york")
    app.tab.keyboard.press("Escape")
    expect(zone).to_have_value("Kyiv, Ukraine")


def test_times_read_the_same_on_every_screen_and_on_the_page(app: App) -> None:
    app.sign_in("/new")
    title = app.fill()
    app.step("When and where")
    zone = app.tab.get_by_role("combobox", name="Time zone")
    zone.fill("Berlin")
    expect(app.tab.get_by_role("option").first).to_contain_text("Berlin Germany")
    app.tab.keyboard.press("Enter")
    expect(zone).to_have_value("Berlin, Germany")
    app.choose_zone("brooklyn", "New York")
    day = date(_YEAR, 6, 12)
    app.tab.get_by_label("Starts").fill(f"{day}T19:30")
    when = f"{day:%a %-d %B %Y}, 19:30 – 22:30 EDT"
    expect(zone).to_have_accessible_description(re.compile(r"^EDT \(GMT−4\) on that day"))
    app.step("Review")
    expect(app.tab.get_by_role("complementary", name="Preview")).to_contain_text(when)

    app.button("Publish").click()

    app.is_live()
    expect(app.tab.get_by_text(when, exact=True)).to_be_visible()
    app.tab.get_by_role("link", name="View dashboard").click()
    expect(app.tab.get_by_role("listitem").filter(has_text=title)).to_contain_text(when)
    app.tab.get_by_role("link", name=title).click()
    app.tab.get_by_role("link", name="Open page").click()
    expect(app.heading(title)).to_be_visible()
    expect(app.tab.get_by_text(when, exact=True)).to_be_visible()


def test_a_night_in_which_the_clocks_go_forward_ends_in_summer_time(app: App) -> None:
    last = date(_YEAR, 3, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)  # in Europe, of March
    saturday = sunday - timedelta(days=1)
    night = {"starts_at": f"{saturday}T22:00:00+01:00", "ends_at": f"{sunday}T05:00:00+02:00"}
    assert app.stack.publish(app.person, draft(**night)).status_code == 200

    app.sign_in("/dashboard")

    expect(app.tab.locator(".poster")).to_contain_text(
        f"{saturday:%a %-d %B %Y}, 22:00 CET – {sunday:%a %-d %B %Y}, 05:00 CEST"
    )


def test_prices_are_taken_as_people_write_them(app: App) -> None:
    app.sign_in("/new")
    app.fill()
    app.step("Tickets")
    app.tab.get_by_label("Currency").select_option("EUR")
    for count in (2, 3):
        app.button("Add a ticket").click()
        expect(app.tab.get_by_label("Ticket", exact=True)).to_have_count(count)
    for n, typed in enumerate(("€12", "1.234,50", "1 000")):
        app.tab.get_by_label("Ticket", exact=True).nth(n).fill(typed)
        price = app.tab.get_by_label("Price").nth(n)
        price.fill(typed)
        price.blur()
        expect(price).to_have_attribute("aria-invalid", "false")

    app.next("Choose a cover")
    app.next("Ready to publish?")

    for shown in ("€12 · €12.00 · 100", "1.234,50 · €1,234.50 · 100", "1 000 · €1,000.00 · 100"):
        expect(app.tab.get_by_text(shown)).to_be_visible()
    app.button("Publish").click()
    tickets = app.stack.event(app.is_live())["tickets"]
    assert {ticket["name"]: ticket["price"] for ticket in tickets} == {
        "€12": 1200,
        "1.234,50": 123_450,
        "1 000": 100_000,
    }


def test_a_mistake_that_shows_moves_no_button_from_under_the_finger(app: App) -> None:
    app.sign_in("/new/when")
    app.tab.get_by_label("Venue").focus()
    app.button("Back").click()
    expect(app.heading("What is your event?")).to_be_visible()

    app.step("Tickets")
    for count in (1, 2, 3):  # the second has no name, which is a mistake
        app.button("Add a ticket").click()
        expect(app.tab.get_by_label("Ticket", exact=True)).to_have_count(count)


def test_the_first_mistake_gets_the_focus_and_each_says_its_own_reason(app: App) -> None:
    app.sign_in("/new/when")
    app.tab.get_by_label("Starts").fill("")
    app.button("Continue").click()
    expect(app.tab.get_by_label("Starts")).to_be_focused()
    expect(app.tab.get_by_label("Starts")).to_have_accessible_description("Say when it starts")
    expect(app.tab.get_by_label("Venue")).to_have_accessible_description("Give the venue a name")

    app.tab.get_by_label("Online").check()
    link = app.tab.get_by_label("Link")
    link.fill("http://zoom.us/j/1")
    link.blur()
    expect(link).to_have_accessible_description(
        "This link is not encrypted. Use the one that starts with https://"
    )
    link.fill("https://https://zoom.us/j/1")
    link.blur()
    expect(link).to_have_value("https://zoom.us/j/1")
    link.fill("zoom.us/j/2")
    link.blur()
    expect(link).to_have_value("https://zoom.us/j/2")

    app.tab.get_by_role("link", name="Tickets").click()
    app.button("Add a ticket").click()
    price = app.tab.get_by_label("Price")
    expect(app.tab.get_by_label("Currency")).to_have_value("GBP")
    price.fill("€12")
    price.blur()
    expect(price).to_have_accessible_description("This says €, but the ticket's currency is GBP")
    app.tab.get_by_label("Currency").select_option("EUR")
    expect(app.tab.get_by_text("€12.00")).to_be_visible()
    app.button("Remove General admission").click()
    app.button("Add a ticket").click()
    expect(app.tab.get_by_label("Currency")).to_have_value("EUR")


def test_review_asks_about_a_long_event_and_edit_comes_back_to_it(app: App) -> None:
    app.sign_in("/new")
    app.fill()
    app.tab.get_by_role("link", name="Edit when and where").click()
    app.tab.get_by_label("Starts").fill(f"{_YEAR}-02-14T19:30")
    app.tab.get_by_label("Ends").fill(f"{_YEAR}-12-14T22:30")
    app.button("Back to review").click()
    expect(app.heading("Ready to publish?")).to_be_visible()
    expect(
        app.tab.get_by_text(f"This event lasts 303 days, until Tue 14 December {_YEAR}")
    ).to_be_visible()

    app.button("Publish").click()

    answer = app.tab.get_by_label("Yes, it lasts that long")
    expect(answer).to_be_focused()
    expect(answer).to_have_attribute("aria-invalid", "true")
    assert app.keys == []
    answer.check()
    app.button("Publish").click()
    app.is_live()


def test_an_own_address_is_checked_while_typed_and_the_language_is_the_titles(app: App) -> None:
    other = app.stack.person()
    taken, wanted = (f"jazz-{uuid.uuid4().hex[:12]}" for _ in range(2))
    assert app.stack.publish(other, draft(slug=taken)).status_code == 200
    app.sign_in("/new")
    app.fill(title="ליל ג׳אז")
    app.step("Details")
    expect(app.tab.get_by_label("Language of the page")).to_have_value("he")
    app.button("Change the address").click()
    address = app.tab.get_by_label("Address of the page")
    expect(address).to_be_focused()
    address.fill("Jäzz")
    expect(address).to_have_accessible_description(
        "Use small letters a to z, digits, and single hyphens between them"
    )
    address.fill(taken)
    free = app.tab.get_by_role("status").get_by_role("button")
    expect(free).to_have_count(3)
    address.fill(wanted)
    expect(app.tab.get_by_text("This address is free")).to_be_visible()
    assert app.stack.publish(other, draft(slug=wanted)).status_code == 200  # in between

    app.step("Review")
    app.button("Publish").click()

    expect(address).to_be_focused()
    expect(address).to_have_accessible_description(
        "Another event has this address. Choose another one"
    )
    offered = free.first.inner_text()
    free.first.click()
    expect(address).to_have_value(offered)
    app.step("Review")
    app.button("Publish").click()
    event = app.stack.event(app.is_live())
    assert (event["slug"], event["language"]) == (offered, "he")


def test_a_photo_that_is_still_prepared_is_waited_for(app: App, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.effect_noise((1200, 900), 80).convert("RGB").save(photo)
    app.tab.add_init_script(
        """const decode = window.createImageBitmap;
        window.createImageBitmap = async (...given) => {
          window.createImageBitmap = decode;  // the preview's is not held
          await new Promise((done) => { window.go_on = done; });
          return decode(...given);
        };"""
    )
    app.sign_in("/new")
    app.fill()
    app.tab.get_by_role("link", name="Cover", exact=True).click()
    app.tab.get_by_label("Choose a photo").set_input_files(photo)
    app.button("Continue").click()

    expect(app.button("Uploading your photo…")).to_be_disabled()
    app.tab.evaluate("window.go_on()")
    app.button("Publish").click()

    assert app.stack.settled(app.is_live(), "cover")["source"] == "uploaded"


def test_what_was_published_is_shown_before_firestore_answers(
    browser: Browser, stack: Stack, organizer: Person
) -> None:
    with opened(browser, stack, organizer) as app:
        app.sign_in("/new")
        title = app.fill()
        app.tab.route(EVENTS, lambda route: route.abort())

        app.button("Publish").click()

        app.is_live()
        expect(app.heading(title)).to_be_visible()
        expect(app.button("Copy link")).to_be_visible()
        finished = app.tab.locator(".progress .done")
        expect(finished).to_have_text("Published")
        expect(app.tab.locator(".progress > div p")).to_have_count(2)


def test_that_the_days_ai_pictures_are_used_up_is_said(app: App) -> None:
    today = f"{datetime.now(UTC):%Y%m%d}"
    app.stack.firestore.document(f"budgets/{app.person.uid}:{today}").set({"count": 1000})
    app.sign_in("/new")
    title = app.fill()

    app.button("Publish").click()

    app.is_live()
    expect(
        app.tab.get_by_text("The day's AI pictures were used up when your cover was made.")
    ).to_be_visible()
    assert app.stack.gemini_calls(title) == []
