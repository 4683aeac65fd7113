"""What an organizer may publish: every limit at its edge, every text as it is kept."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from shared.event.draft import EventDraft, Online, Ticket, Venue
from tests.support.evening import ONLINE, sent
from tests.support.factories import CLOCK, ticket


def draft(**changes: Any) -> EventDraft:
    return EventDraft.model_validate_json(json.dumps(sent(**changes)))


def mistakes(**changes: Any) -> list[tuple[str, str]]:
    """Where each broken rule is, and its type."""
    with pytest.raises(ValidationError) as refused:
        EventDraft.model_validate(sent(**changes))
    return [(".".join(map(str, each["loc"])), each["type"]) for each in refused.value.errors()]


# --- The fingerprint ------------------------------------------------------------------------------

# Made by the first release. A replay may come after any later one: these never change.
FINGERPRINTS: dict[str, tuple[dict[str, Any], str]] = {
    "nothing that may be left out": (
        {},
        "ade3d025f9f70caaf3dab52741aa75b4bfe1edffbd4258dd996749e2381d4f24",
    ),
    "a venue's address and tickets": (
        {
            "location": {"kind": "venue", "name": "Kesselhaus", "address": "Knaackstr. 97"},
            "tickets": [ticket(), ticket(name="Ermäßigt", price=0)],
        },
        "d0e7ec54fff8cf138eced50915427935eafc9f3c21a7db8e79e526253a3a21c3",
    ),
    "everything": (
        {
            "description": "Two stages.\n\nDoors open at 7.",
            "location": ONLINE,
            "tickets": [ticket(currency="JPY")],
            "visibility": "unlisted",
            "cover_upload": f"uploads/olivia/{'0a' * 16}",
        },
        "50d496030e60f10bc8525e9b1dc23a685afa7496cf4d350da3b6fb7c1c8236a3",
    ),
}


@pytest.mark.parametrize("name", FINGERPRINTS)
def test_a_replay_after_a_release_finds_the_fingerprint_that_an_earlier_one_stored(
    name: str,
) -> None:
    changes, stored = FINGERPRINTS[name]

    assert draft(**changes).fingerprint() == stored


def test_a_default_that_is_written_out_makes_no_difference() -> None:
    defaults: dict[str, Any] = {
        "description": "",
        "tickets": [],
        "visibility": "public",
        "cover_upload": None,
    }
    venue = {"kind": "venue", "name": "Kesselhaus", "address": ""}

    assert draft(**defaults, location=venue).fingerprint() == draft().fingerprint()


def test_the_fingerprint_is_the_hash_of_the_drafts_meaning_alone() -> None:
    meaning = sent(starts_at="2027-06-12T17:30:00Z", ends_at="2027-06-12T21:00:00Z")
    canonical = json.dumps(meaning, sort_keys=True, separators=(",", ":"))

    assert draft().fingerprint() == hashlib.sha256(canonical.encode()).hexdigest()


# --- Limits ---------------------------------------------------------------------------------------

LONGEST = {
    "title": 120,
    "description": 10_000,
    "location.venue.name": 200,
    "location.venue.address": 300,
    "location.online.url": 2000,
    "tickets.0.name": 100,
}


def holding(field: str, text: str) -> dict[str, Any]:
    """The change of a draft that puts the text there."""
    changes: dict[str, dict[str, Any]] = {
        "title": {"title": text},
        "description": {"description": text},
        "location.venue.name": {"location": {"kind": "venue", "name": text}},
        "location.venue.address": {"location": {"kind": "venue", "name": "x", "address": text}},
        "location.online.url": {"location": {"kind": "online", "url": f"https://a.de/{text[13:]}"}},
        "tickets.0.name": {"tickets": [ticket(name=text)]},
    }
    return changes[field]


@pytest.mark.parametrize("field", LONGEST)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(field: str) -> None:
    longest = LONGEST[field]

    assert draft(**holding(field, "x" * longest))
    assert mistakes(**holding(field, "x" * (longest + 1))) == [(field, "string_too_long")]


@pytest.mark.parametrize("field", ["title", "location.venue.name", "tickets.0.name"])
def test_a_name_has_at_least_a_character(field: str) -> None:
    assert draft(**holding(field, "x"))
    assert mistakes(**holding(field, " ")) == [(field, "string_too_short")]


RANGES = {"price": (0, 10**12), "quantity": (1, 10**9)}


@pytest.mark.parametrize("field", RANGES)
def test_a_number_lies_within_its_limits(field: str) -> None:
    least, most = RANGES[field]

    for number in (least, most):
        assert getattr(draft(tickets=[ticket(**{field: number})]).tickets[0], field) == number
    below = mistakes(tickets=[ticket(**{field: least - 1})])
    above = mistakes(tickets=[ticket(**{field: most + 1})])
    assert below == [(f"tickets.0.{field}", "greater_than_equal")]
    assert above == [(f"tickets.0.{field}", "less_than_equal")]


def test_at_most_fifty_tickets() -> None:
    fifty = [ticket(name=str(number)) for number in range(50)]

    assert len(draft(tickets=fifty).tickets) == 50
    assert mistakes(tickets=[*fifty, ticket()]) == [("tickets", "too_long")]


@pytest.mark.parametrize("number", [1.0, 1.5, "1", True])
def test_a_number_is_a_whole_one_and_nothing_like_it(number: object) -> None:
    assert mistakes(tickets=[ticket(price=number)]) == [("tickets.0.price", "int_type")]


def test_what_nobody_knows_is_refused_wherever_it_stands() -> None:
    assert mistakes(colour="red") == [("colour", "extra_forbidden")]
    assert mistakes(location=ONLINE | {"name": "x"}) == [
        ("location.online.name", "extra_forbidden")
    ]
    assert mistakes(tickets=[ticket(sold=1)]) == [("tickets.0.sold", "extra_forbidden")]


def test_a_draft_does_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        draft().title = "Another"  # type: ignore[misc]


def test_what_may_be_left_out_has_its_default() -> None:
    found = draft()

    assert (found.description, found.tickets, found.visibility) == ("", (), "public")
    assert found.cover_upload is None
    assert found.location == Venue(kind="venue", name="Kesselhaus", address="")


@pytest.mark.parametrize(
    ("upload", "is_one"),
    [
        (f"uploads/olivia/{'0f' * 16}", True),
        (f"uploads/{'u' * 128}/{'0f' * 16}", True),
        (f"uploads/{'u' * 129}/{'0f' * 16}", False),
        (f"uploads/olivia/{'0F' * 16}", False),
        (f"uploads/olivia/{'0f' * 15}", False),
        (f"uploads/olivia/x/{'0f' * 16}", False),
        (f"covers/olivia/{'0f' * 16}", False),
        (f"uploads//{'0f' * 16}", False),
        (f"uploads/olivia/{'0f' * 16}\n", False),
    ],
)
def test_a_cover_upload_is_the_name_that_an_upload_was_given(upload: str, is_one: bool) -> None:  # noqa: FBT001
    if is_one:
        assert draft(cover_upload=upload).cover_upload == upload
    else:
        assert mistakes(cover_upload=upload) == [("cover_upload", "string_pattern_mismatch")]


@pytest.mark.parametrize(
    "url",
    [
        "https://meet.example",
        "https://meet.example/room?x=1#y",
        "https://meet.example?x",
        "https://meet.example:8443/",
    ],
)
def test_an_online_event_has_a_link(url: str) -> None:
    assert draft(location={"kind": "online", "url": url}).location == Online(kind="online", url=url)


@pytest.mark.parametrize(
    "url", ["", "meet.example", "http://meet.example", "https://", "https:///x", "https://a b"]
)
def test_what_is_no_link_is_refused(url: str) -> None:
    assert mistakes(location={"kind": "online", "url": url}) == [
        ("location.online.url", "string_pattern_mismatch")
    ]


@pytest.mark.parametrize("url", [None, 5, ["https://meet.example"]])
def test_a_link_that_is_no_text_is_refused(url: object) -> None:
    assert mistakes(location={"kind": "online", "url": url}) == [
        ("location.online.url", "string_type")
    ]


# --- Texts ----------------------------------------------------------------------------------------

KEPT = {
    "trimmed": (" \t x \n", "x"),
    "composed": ("Cafe\u0301", "Caf\u00e9"),
    "a return is a new line": ("a\r\nb\rc\n\rd", "a\nb\nc\n\nd"),
    "tabs and lines stay": ("a\tb\n\n\nc", "a\tb\n\n\nc"),
    "control characters go": ("a\x00\x08\x0b\x0c\x1f\x7f\x80\x9fb", "ab"),
    "overrides and isolates go": ("a\u202a\u202e\u2066\u2069b", "ab"),
    "what stands beside them stays": ("a\u2029\u202f\u2065\u206ab", "a\u2029\u202f\u2065\u206ab"),
}


@pytest.mark.parametrize("rule", KEPT)
def test_a_description_is_kept_by_a_stated_rule(rule: str) -> None:
    text, kept = KEPT[rule]

    assert draft(description=text).description == kept


@pytest.mark.parametrize("text", ["a  b", "a\tb", "a\n\n b", "a\u00a0\u2003b", "a \r\n b"])
def test_white_space_in_a_line_is_one_space(text: str) -> None:
    found = draft(
        title=text,
        location={"kind": "venue", "name": text, "address": text},
        tickets=[ticket(name=text)],
    )

    assert found.title == found.tickets[0].name == "a b"
    assert found.location == Venue(kind="venue", name="a b", address="a b")


@pytest.mark.parametrize("half", ["\ud800", "\udfff"], ids=["high", "low"])  # noqa: PT014
def test_half_a_surrogate_pair_is_no_text(half: str) -> None:
    assert mistakes(title=f"a{half}", description=half) == [
        ("title", "surrogate"),
        ("description", "surrogate"),
    ]


def test_what_is_no_text_is_refused_as_such() -> None:
    assert mistakes(title=7, description=["x"]) == [
        ("title", "string_type"),
        ("description", "string_type"),
    ]


# --- Times ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2027-06-12T19:30:00+02:00", datetime(2027, 6, 12, 17, 30, tzinfo=UTC)),
        ("2027-06-12T19:30:00-09:30", datetime(2027, 6, 13, 5, 0, tzinfo=UTC)),
        ("2027-06-12T19:30:00Z", datetime(2027, 6, 12, 19, 30, tzinfo=UTC)),
        ("2027-06-12T19:30:00.5Z", datetime(2027, 6, 12, 19, 30, 0, 500_000, tzinfo=UTC)),
        ("2027-06-12T19:30:00.123456Z", datetime(2027, 6, 12, 19, 30, 0, 123_456, tzinfo=UTC)),
        ("2000-01-01T00:00:00Z", datetime(2000, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_time_with_its_offset_is_kept_in_utc(written: str, instant: datetime) -> None:
    year = int(written[:4]) + 4
    found = draft(starts_at=written, ends_at=f"{year}-01-01T00:00:00+01:00")

    assert found.starts_at == instant
    assert found.starts_at.tzinfo is found.ends_at.tzinfo is UTC  # not a machine's own zone


@pytest.mark.parametrize(
    "written",
    [
        "2027-06-12",
        "2027-06-12T19:30:00",
        "2027-06-12 19:30:00Z",
        "2027-06-12T19:30Z",
        "2027-06-12t19:30:00z",
        "2027-06-12T19:30:00.1234567Z",
        "2027-06-12T19:30:00+0200",
        "x2027-06-12T19:30:00Z",
        "2027-06-12T19:30:00Zx",
        "1812821400",
        1812821400,
        None,
    ],
)
def test_what_is_no_time_with_its_offset_is_refused(written: object) -> None:
    assert mistakes(starts_at=written) == [("starts_at", "instant")]


def test_an_event_ends_after_it_starts() -> None:
    same = "2027-06-12T17:30:00Z"

    assert draft(ends_at="2027-06-12T17:30:01Z")
    assert mistakes(ends_at=same) == [("ends_at", "order")]
    assert mistakes(ends_at="2027-06-12T17:29:59Z") == [("ends_at", "order")]


def test_an_end_is_not_blamed_for_a_start_that_is_none() -> None:
    assert mistakes(starts_at="soon") == [("starts_at", "instant")]


@pytest.mark.usefixtures("clock")
def test_an_event_is_over_from_its_end_on() -> None:
    start = (CLOCK - timedelta(hours=2)).isoformat()
    later = CLOCK + timedelta(microseconds=1)

    assert draft(starts_at=start, ends_at=CLOCK.isoformat()).is_over()
    assert not draft(starts_at=start, ends_at=later.isoformat()).is_over()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kathmandu", "America/Indiana/Knox", "UTC"])
def test_a_time_zone_is_ianas(zone: str) -> None:
    assert draft(timezone=zone).timezone == zone


@pytest.mark.parametrize("zone", ["", "Berlin", "europe/berlin", "GMT+2", "../UTC", " UTC"])
def test_another_is_refused(zone: str) -> None:
    assert mistakes(timezone=zone) == [("timezone", "timezone")]


# --- Tickets --------------------------------------------------------------------------------------


def test_a_price_is_in_a_currency_of_iso_4217() -> None:
    assert draft(tickets=[ticket(currency="KWD")]).tickets[0].currency == "KWD"
    for code in ("eur", "EURO", "XXX", "HRK", ""):
        assert mistakes(tickets=[ticket(currency=code)]) == [("tickets.0.currency", "currency")]


def test_tickets_have_names_of_their_own_and_the_doubled_ones_are_told() -> None:
    names = ("Late", "Early", "Late", "Once", "Early ")
    with pytest.raises(ValidationError) as refused:
        EventDraft.model_validate(sent(tickets=[ticket(name=name) for name in names]))

    (mistake,) = refused.value.errors()
    assert (mistake["loc"], mistake["type"]) == (("tickets",), "unique")
    assert mistake["ctx"]["names"] == "Early, Late"


def test_tickets_keep_their_order() -> None:
    names = ["Late", "Early", "Once"]

    found = draft(tickets=[ticket(name=name) for name in names]).tickets

    assert [each.name for each in found] == names
    assert found[0] == Ticket(name="Late", price=1800, currency="EUR", quantity=120)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("he", "he"),
        (" PT-br ", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("de-DE-1996", "de-DE-1996"),
        ("sl-rozaj-biske", "sl-rozaj-biske"),
        ("xx-unheard", "xx-unheard"),
        ("en-u-ca-buddhist", "en-u-ca-buddhist"),
        ("de-x-bairisch", "de-x-bairisch"),
    ],
)
def test_a_language_is_a_well_formed_tag_whether_anybody_knows_it_or_not(
    written: str, stored: str
) -> None:
    assert EventDraft.model_validate(sent(language=written)).language == stored


@pytest.mark.parametrize(
    "tag", ["", "e", "en_US", "english language", "en-", "-en", "en--US", "i-klingon", "x" * 36, 7]
)
def test_what_is_no_tag_is_refused(tag: object) -> None:
    with pytest.raises(ValidationError):
        EventDraft.model_validate(sent(language=tag))


@pytest.mark.parametrize("slug", ["abc", "a-b", "2027", "x" * 80, " jazz-night "])
def test_a_slug_may_be_chosen(slug: str) -> None:
    assert EventDraft.model_validate(sent(slug=slug)).slug == slug.strip()


@pytest.mark.parametrize(
    "slug",
    ["", "ab", "x" * 81, "Jazz", "jazz--night", "-jazz", "jazz-", "jäzz", "a b c", "jazz\n-"],
)
def test_what_can_be_no_slug_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError):
        EventDraft.model_validate(sent(slug=slug))


def test_english_and_no_slug_are_what_a_draft_without_them_means() -> None:
    plain = EventDraft.model_validate(sent())

    assert (plain.language, plain.slug) == ("en", None)
    same = EventDraft.model_validate(sent(language="EN", slug=None))
    assert same.fingerprint() == plain.fingerprint()
    others = [sent(language="de"), sent(slug="jazz")]
    prints = {EventDraft.model_validate(each).fingerprint() for each in others}
    assert len(prints | {plain.fingerprint()}) == 3
