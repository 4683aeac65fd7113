"""What the pictures of an event say: its title, time, place and status, in its own language."""

from functions.image.poster import poster_text
from shared.pixels.poster import PosterText
from tests.support.evening import event, page


def test_everything_on_a_picture_is_in_the_events_language() -> None:
    assert poster_text(event(title="Jazz im Sommer", language="de", status="cancelled")) == (
        PosterText(
            "Jazz im Sommer",
            "Sa., 12. Juni 2027, 19:30–23:00 Uhr MESZ",
            "Kesselhaus, Knaackstr. 97, Berlin",
            status="CANCELLED",
            language="de",
            badge="ABGESAGT",
            made_by_ai="Mit KI erstellt",
        )
    )


def test_an_event_that_takes_place_as_planned_has_no_badge() -> None:
    text = poster_text(page(language="tr"))

    assert (text.status, text.badge) == ("", "")


def test_a_badge_is_in_the_languages_own_capitals() -> None:
    assert poster_text(page(language="tr", status="cancelled")).badge == "İPTAL EDİLDİ"
