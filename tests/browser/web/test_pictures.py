"""An event keeps its picture, in a duplicate too, or gets another one."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.support.app import App


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


def _picture(cover: dict[str, Any]) -> tuple[str, str]:
    """Its source, and its name, which is a hash of its bytes."""
    return cover["source"], cover["art"].rpartition("%2F")[2]


def test_another_picture_is_painted_and_the_earlier_one_comes_back(app: App, live: str) -> None:
    first = app.stack.event(live)["cover"]
    app.edit()
    cover = app.tab.get_by_role("region", name="Cover")
    expect(cover.get_by_role("radio", name="As it is")).to_be_checked()
    expect(cover.get_by_role("radio", name="Earlier")).to_have_count(0)
    cover.get_by_role("radio", name="Another picture").check()
    app.tab.reload()
    expect(cover.get_by_role("radio", name="Another picture")).to_be_checked()
    summary = app.tab.get_by_role("complementary", name="What changes")
    expect(summary.get_by_role("insertion")).to_have_text("Another picture will be painted by AI")
    app.save()
    second = app.stack.settled(live, "cover")
    assert (second["source"], second["art"] == first["art"]) == ("generated", False)
    _shows(app, second["url"])

    app.edit()
    cover.get_by_role("radio", name="Earlier").check()
    shown = cover.locator("label").filter(has_text="Earlier").locator("img")
    expect(shown).to_have_js_property("complete", value=True)
    expect(shown).not_to_have_js_property("naturalWidth", 0)
    expect(summary.get_by_role("insertion")).to_have_text("The earlier picture: Painted by AI")
    app.save()
    third = app.stack.settled(live, "cover")
    assert (third["art"], third["url"]) == (first["art"], first["url"])
    _shows(app, first["url"])

    history = app.tab.get_by_role("region", name="History").get_by_role("listitem")
    expect(history.locator("b")).to_have_text(["Cover changed", "Cover changed", "Published"])
    assert len(app.stack.gemini_calls(app.stack.event(live)["title"])) == 2


def _shows(app: App, url: str) -> None:
    expect(app.tab.locator(f'.poster img[src="{url}"]')).to_be_visible()
