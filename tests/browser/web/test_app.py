"""The whole journey in a real browser: sign in, fill in, publish, watch it happen, share it."""

import io
import re
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote_plus

import grpc
import pytest
import requests
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.support.app import App, opened
from tests.support.attempts import Try
from tests.support.factories import draft
from tests.support.stack import Person, Stack
from tests.support.texts import script_of
from tests.support.waiting import wait

MESSAGES = [
    "Validating…",
    "Uploading cover…",
    "Saving…",
    "Creating your cover…",
    "Sending your confirmation…",
    "Live",
]


@pytest.mark.parametrize("language", ["en", "de", "ar", "ja"])
def test_the_demo_organizer_gets_from_one_click_to_a_shared_page_in_any_language(
    browser: Browser, stack: Stack, organizer: Person, language: str
) -> None:
    spoken = (language, "rtl" if language == "ar" else "ltr")
    with opened(browser, stack, organizer, language) as app:
        texts: list[str] = []
        app.tab.on("request", lambda sent: texts.extend(re.findall("_messages_.+", sent.url)))
        app.go()
        app.press("signIn.demo")
        new_event = [app.say("dashboard.newEvent"), app.say("dashboard.createFirst")]
        app.tab.get_by_role("link", name=re.compile("|".join(new_event))).click()
        title = app.fill()
        preview = app.tab.locator(".mock .facts")
        assert [preview.get_attribute(name) for name in ("lang", "dir")] == list(spoken)

        app.press("wizard.publish")

        event_id = app.is_live()
        expect(app.heading(title)).to_be_visible()
        expect(app.tab.locator(".poster.big .facts")).to_contain_text(_day(app, event_id))
        assert _spoken(app) == spoken
        app.press("app.copyLink")
        expect(app.button(app.say("app.copied"))).to_be_visible()
        app.press("change.edit")
        app.tab.get_by_label(app.say("wizard.description")).fill("Bring a blanket.")
        expect(app.text("change.whatHappens")).to_be_visible()
        app.press("change.save")
        expect(app.text("change.saved")).to_be_visible()
        url = app.tab.get_by_role("link", name="/e/jazz-").get_attribute("href")
        app.link("event.viewDashboard").click()
        app.tab.get_by_role("link", name=title).click()
        expect(app.tab).to_have_url(f"{stack['site']}/dashboard/events/{event_id}/success")
        assert texts == [script_of(language).name]  # and of no other language
        app.link("event.openPage").click()
        expect(app.heading(title)).to_be_visible()
        assert app.tab.url == url
        expect(app.tab.get_by_text("Bring a blanket.")).to_be_visible()
        assert _spoken(app) == spoken  # as the wizard proposed


def _spoken(app: App) -> tuple[str, str]:
    """The language of what the tab shows, without its country, and the direction."""
    lang, dir_ = app.tab.evaluate("({ lang, dir } = document.documentElement, [lang, dir])")
    return lang.partition("-")[0], dir_


def _day(app: App, event_id: str) -> str:
    """When it begins, as Intl has it in the tab's language; English without the comma."""
    starts_at = app.stack.event(event_id)["starts_at"].isoformat()
    return str(
        app.tab.evaluate(
            """(start) => {
              const { lang } = document.documentElement;
              const day = { weekday: "short", day: "numeric", month: "long", year: "numeric" };
              const options = { ...day, timeZone: "Europe/Berlin" };
              const text = new Intl.DateTimeFormat(lang, options).format(new Date(start));
              return lang === "en-GB" ? text.replace(",", "") : text;
            }""",
            starts_at,
        )
    )


def test_the_messages_come_in_order_and_the_later_ones_from_the_event_itself(app: App) -> None:
    app.sign_in("/new")
    title = app.fill()
    app.stack.gemini_will("slow", title, seconds=1)

    with app.stack.mail_proxy.down():
        app.button("Publish").click()
        expect(app.tab.get_by_text("We could not reach the mail server.")).to_be_visible()
        app.stack.settled(app.keys[0], "cover")
        wait(lambda: app.said()[-1:] == ["Sending your confirmation…"])
        assert app.tab.get_by_text("Live", exact=True).count() == 0  # the badge comes with the mail
    Try(app.stack, app.person, key=app.keys[0]).recover()
    wait(lambda: app.said()[-1:] == ["Live"], seconds=30)

    assert app.said() == [message for message in MESSAGES if message != "Uploading cover…"]
    expect(
        app.tab.get_by_text(f"We emailed your confirmation to {app.person.email}.")
    ).to_be_visible()


def test_a_photo_is_made_small_in_the_browser_and_becomes_the_cover(
    app: App, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    Image.linear_gradient("L").resize((4000, 3000)).convert("RGB").save(photo)
    app.sign_in("/new")
    title = app.fill(photo=str(photo))

    app.button("Publish").click()

    event_id = app.is_live()
    cover = app.stack.settled(event_id, "cover")
    assert cover["source"] == "uploaded"
    with Image.open(io.BytesIO(app.stack.object(cover["upload"]).content)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (2560, 1920))
    assert app.said()[:2] == ["Validating…", "Saving…"]  # it was uploaded when it was chosen
    assert app.stack.gemini_calls(title) == []
    expect(app.tab.locator(f"img[src='{cover['url']}']")).to_be_visible()


def test_what_is_transparent_in_a_picture_becomes_white(app: App, tmp_path: Path) -> None:
    photo = tmp_path / "logo.png"
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(photo)
    app.sign_in("/new/cover")

    app.tab.get_by_label("Choose a photo").set_input_files(photo)

    color = app.tab.get_by_alt_text("Your cover").evaluate(
        """async (image) => {
          await image.decode();
          const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
          const context = canvas.getContext("2d");
          context.drawImage(image, 0, 0);
          return [...context.getImageData(20, 15, 1, 1).data];
        }"""
    )
    assert color == [255, 255, 255, 255]


def test_after_publishing_the_next_event_starts_empty(app: App, photo: str) -> None:
    app.sign_in("/new")
    app.fill(photo=photo)
    app.button("Publish").click()
    app.is_live()

    app.tab.get_by_role("link", name="New event").click()

    expect(app.tab.get_by_label("Title")).to_have_value("")
    app.tab.get_by_role("link", name="Cover").click()
    expect(app.tab.get_by_text("Choose a photo")).to_be_visible()
    expect(app.tab.get_by_alt_text("Your cover")).not_to_be_attached()


def test_a_composed_cover_gives_way_to_the_generated_one_without_a_reload(app: App) -> None:
    app.sign_in("/new")
    title = app.fill()
    with app.stack.gemini_held(title):
        app.button("Publish").click()
        event_id = app.is_live()

        def shown(source: str) -> str | None:
            cover = app.stack.event(event_id)["cover"]
            return str(cover["url"]) if cover["source"] == source else None

        composed = wait(lambda: shown("composed"))
        expect(app.tab.locator(f"img[src='{composed}']")).to_be_visible()
    generated = wait(lambda: shown("generated"))
    expect(app.tab.locator(f"img[src='{generated}']")).to_be_visible()
    expect(app.tab.get_by_text("made by AI")).to_be_visible()


def test_what_is_no_picture_is_refused_before_it_leaves(app: App, tmp_path: Path) -> None:
    fake = tmp_path / "photo.jpg"
    fake.write_bytes(b"\xff\xd8 no picture at all")
    app.sign_in("/new/cover")

    app.tab.get_by_label("Choose a photo").set_input_files(fake)

    expect(app.tab.get_by_role("alert")).to_contain_text("could not open that file")


def test_a_photo_may_be_dropped_seen_and_removed(app: App) -> None:
    app.sign_in("/new/cover")
    app.tab.locator(".drop").evaluate(
        """async (zone) => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 80, height: 60 });
          const blob = await new Promise((done) => canvas.toBlob(done));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([blob], "photo.png"));
          zone.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
        }"""
    )
    expect(app.tab.get_by_alt_text("Your cover")).to_be_visible()

    app.button("Remove").click()

    expect(app.tab.get_by_alt_text("Your cover")).not_to_be_visible()
    expect(app.tab.get_by_label("Choose a photo")).to_be_attached()


def test_nothing_that_was_typed_or_chosen_is_lost_by_a_reload(app: App, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.new("RGB", (80, 60), "teal").save(photo)
    app.sign_in("/new")
    title = app.fill(photo=str(photo))

    app.tab.reload()

    expect(app.tab.locator("aside img")).to_be_visible()
    expect(app.tab.get_by_text("Kesselhaus").first).to_be_visible()
    expect(app.tab.get_by_text("General admission · £18.00 · 100")).to_be_visible()
    app.go("/dashboard")
    expect(app.tab.get_by_role("region", name="Drafts")).to_contain_text(title)


def test_a_ticket_can_be_taken_away_again(app: App) -> None:
    app.sign_in("/new/tickets")
    app.button("Add a ticket").click()
    app.button("Add a ticket").click()
    app.tab.get_by_label("Ticket", exact=True).nth(1).fill("Students")

    app.button("Remove General admission").click()

    expect(app.tab.get_by_label("Ticket", exact=True)).to_have_count(1)
    expect(app.tab.get_by_label("Ticket", exact=True)).to_have_value("Students")


def test_a_wall_time_goes_out_with_the_offset_of_its_zone_on_that_day(app: App) -> None:
    day = _clocks_go_forward()
    app.sign_in("/new")
    app.fill()
    app.step("When and where")
    app.choose_zone("brooklyn", "New York")
    app.tab.get_by_label("Starts").fill(f"{day}T02:30")
    app.tab.get_by_label("Ends").fill(f"{day}T06:00")
    app.button("Continue").click()
    expect(app.tab.get_by_text("skip this time")).to_be_visible()
    expect(app.tab.get_by_label("Starts")).to_be_focused()
    app.tab.get_by_label("Starts").fill(f"{day}T01:30")  # still EST; the end is EDT
    app.tab.get_by_label("Ends").fill(f"{day}T06:00")
    app.tab.get_by_role("link", name="Review").click()

    app.button("Publish").click()

    event = app.stack.event(app.is_live())
    assert event["starts_at"].isoformat() == f"{day}T06:30:00+00:00"
    assert event["ends_at"].isoformat() == f"{day}T10:00:00+00:00"


def _clocks_go_forward() -> date:
    """In New York, next year: the second Sunday of March."""
    eighth = date(datetime.now(UTC).year + 1, 3, 8)
    return eighth + timedelta(days=6 - eighth.weekday())


def test_the_event_of_somebody_else_is_a_404(app: App) -> None:
    other = app.stack.person("Somebody Else")
    event_id = app.stack.publish(other, draft()).json()["event_id"]

    app.sign_in(f"/dashboard/events/{event_id}/success")

    expect(app.heading("Page not found")).to_be_visible()


def test_a_returning_visitor_finds_the_event_as_it_stands(
    browser: Browser, stack: Stack, organizer: Person
) -> None:
    sent = draft()
    answer = stack.publish(organizer, sent).json()
    stack.settled(answer["event_id"], "cover")
    stack.settled(answer["event_id"], "confirmation")

    with opened(browser, stack, organizer) as app:
        app.sign_in(f"/dashboard/events/{answer['event_id']}/success")

        expect(app.heading(sent["title"])).to_be_visible()
        expect(app.tab.get_by_role("link", name="/e/jazz-")).to_have_attribute(
            "href", answer["public_url"]
        )
        expect(app.tab.get_by_text("Live", exact=True)).to_be_visible()
        app.tab.reload()
        expect(app.heading(sent["title"])).to_be_visible()


def test_the_link_goes_to_friends_and_the_date_into_calendars(app: App) -> None:
    sent = draft()
    answer = app.stack.publish(app.person, sent).json()
    app.sign_in(f"/dashboard/events/{answer['event_id']}/success")

    def link(name: str) -> str:
        return app.tab.get_by_role("link", name=name, exact=True).get_attribute("href") or ""

    for name in ("WhatsApp", "Telegram", "LinkedIn", "Email"):
        assert answer["public_url"] in unquote_plus(link(name)), name
    start, end = (
        f"{datetime.fromisoformat(sent[name]).astimezone(UTC):%Y%m%dT%H%M%SZ}"
        for name in ("starts_at", "ends_at")
    )
    assert f"dates={start}%2F{end}" in link("Google")
    entry = requests.get(link(".ics file"), timeout=10)
    assert entry.headers["Content-Type"].startswith("text/calendar")
    assert sent["title"] in entry.text


def test_an_event_unpublished_half_way_waits_for_nothing(app: App) -> None:
    key = str(uuid.uuid4())
    app.stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    app.stack.publish(app.person, draft(), key)
    app.stack.ops("unpublish", key)

    app.sign_in(f"/dashboard/events/{key}/success")

    expect(app.heading("This page is taken down")).to_be_visible()
    expect(app.tab.locator(".progress")).not_to_be_attached()
    expect(app.button("Copy link")).not_to_be_attached()
