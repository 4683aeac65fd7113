"""The event as search engines read it, whole: a property more or less is noticed."""

from datetime import timedelta
from typing import Any

import pytest

from functions.page.schema import schema
from tests.support.evening import COVER, ONLINE, URL, page
from tests.support.factories import cover, ticket

OFFER = {
    "@type": "Offer",
    "name": "Entry",
    "price": "18.00",
    "priceCurrency": "EUR",
    "availability": "https://schema.org/InStock",
    "validFrom": "2027-01-02T03:04:05+00:00",
    "url": URL,
}


def test_an_event_at_a_venue() -> None:
    tickets = [ticket(), ticket(name="Reduced", price=900, currency="JPY")]

    assert schema(page(tickets=tickets), URL, past=False) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Summer Jazz Night",
        "description": "Two stages, one courtyard.",
        "startDate": "2027-06-12T19:30:00+02:00",
        "endDate": "2027-06-12T23:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Kesselhaus",
            "address": "Knaackstr. 97, Berlin",
        },
        "image": [
            {
                "@type": "ImageObject",
                "url": url,
                "contentUrl": url,
                "width": width,
                "height": height,
                "creditText": "Made with AI",
                "digitalSourceType": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
            }
            for url, width, height in (
                (COVER.url, 1600, 914),
                (COVER.social_url, 1200, 630),
            )
        ],
        "organizer": {"@type": "Organization", "name": "Olivia Organizer", "url": URL},
        "offers": [
            OFFER,
            OFFER | {"name": "Reduced", "price": "900", "priceCurrency": "JPY"},
        ],
        "url": URL,
        "inLanguage": "en",
    }


@pytest.mark.parametrize("source", ["uploaded", "composed"])
def test_no_model_is_named_for_a_picture_that_none_made(source: str) -> None:
    shown = page(cover=cover(source=source))

    for image in schema(shown, URL, past=False)["image"]:
        assert set(image) == {"@type", "url", "contentUrl", "width", "height"}


def test_an_online_event() -> None:
    found = schema(page(location=ONLINE), URL, past=False)

    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert found["location"] == {"@type": "VirtualLocation", "url": ONLINE["url"]}


def test_what_is_not_known_is_filled_in_where_google_asks_for_it() -> None:
    bare = page(description="", organizer_name="", location={"kind": "venue", "name": "Kesselhaus"})

    found = schema(bare, URL, past=False)

    assert found["description"] == "Summer Jazz Night"
    assert found["organizer"]["name"] == "The organizer"
    assert found["location"]["address"] == "Kesselhaus"


def test_what_there_is_none_of_is_not_named() -> None:
    assert "offers" not in schema(page(tickets=[]), URL, past=False)


def test_what_is_over_is_no_longer_offered() -> None:
    whole = schema(page(), URL, past=False)

    assert schema(page(), URL, past=True) == {
        name: value for name, value in whole.items() if name != "offers"
    }


BEFORE = page().starts_at - timedelta(weeks=1)
MOVED = {"previous_starts_at": BEFORE}
MOVED_ONLINE = {"moved_online": True, "location": ONLINE}


def _status(**changes: Any) -> Any:
    found = schema(page(**changes), URL, past=False)["eventStatus"]
    known = "https://schema.org/"
    return [each.removeprefix(known) for each in ([found] if isinstance(found, str) else found)]


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ["EventScheduled"]),
        ({"status": "a later release's"}, ["EventScheduled"]),
        ({"status": "cancelled"}, ["EventCancelled"]),
        ({"status": "postponed"}, ["EventPostponed"]),
        (MOVED, ["EventRescheduled"]),
        (MOVED_ONLINE, ["EventMovedOnline"]),
        (MOVED | MOVED_ONLINE, ["EventRescheduled", "EventMovedOnline"]),
        (MOVED_ONLINE | {"status": "postponed"}, ["EventPostponed", "EventMovedOnline"]),
        (MOVED | MOVED_ONLINE | {"status": "cancelled"}, ["EventCancelled"]),
    ],
)
def test_search_engines_are_told_what_became_of_it(changes: Any, said: list[str]) -> None:
    assert _status(**changes) == said


@pytest.mark.usefixtures("clock")
def test_one_status_is_no_list() -> None:
    assert schema(page(**MOVED), URL, past=False)["eventStatus"] == (
        "https://schema.org/EventRescheduled"
    )


@pytest.mark.usefixtures("clock")
def test_the_start_before_goes_with_a_new_one_alone() -> None:
    """Google: with previousStartDate, the status must be EventRescheduled."""
    found = schema(page(**MOVED), URL, past=False)

    assert found["previousStartDate"] == "2027-06-05T19:30:00+02:00"
    for status in ("cancelled", "postponed"):
        still = schema(page(**MOVED, status=status), URL, past=False)
        assert "previousStartDate" not in still
        assert still["startDate"] == "2027-06-12T19:30:00+02:00"  # the date that it was known by


@pytest.mark.usefixtures("clock")
def test_what_is_cancelled_is_no_longer_offered_under_its_own_name() -> None:
    found = schema(page(status="cancelled"), URL, past=False)

    assert "offers" not in found
    assert found["name"] == "Summer Jazz Night"
    assert "offers" in schema(page(status="postponed"), URL, past=False)
