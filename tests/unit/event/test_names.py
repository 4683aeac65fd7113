"""Names as a sign-in provider tells them, and what of them is shown."""

import pytest

from shared.event.model import Caller, Organizer
from shared.event.names import display_name
from tests.support.factories import page


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Olivia Organizer", "Olivia Organizer"),
        ("  Olivia \t Organizer ", "Olivia Organizer"),
        ("\u202eOlivia\u202c", "Olivia"),
        ("Oli\x00via", "Olivia"),
        ("Olivia\u2028Organizer", "Olivia Organizer"),
        ("Olivia\ud83c", "Olivia"),
        ("Cafe\u0301", "Café"),
        ("\u200b\u2800", ""),
        ("x" * 442, "x" * 120),
        ("🎷" * 442, "🎷" * 120),
        ("x" * 119 + " yz", "x" * 119),
        ("o@example.com", ""),
        (" <o@example.com> ", ""),
        ("o\u200b@example.com", ""),
        ("o＠example.com", ""),
        ("hans@münchen.de", ""),
        ("DJ @ Club.Berlin", "DJ @ Club.Berlin"),
        ("@kesselhaus.berlin", "@kesselhaus.berlin"),
        (None, ""),
        (7, ""),
    ],
)
def test_a_name_is_cleaned_like_every_line_and_never_an_address(told: object, shown: str) -> None:
    assert display_name(told) == shown


@pytest.mark.parametrize("told", ["\u202eo@example.com", "o@example.com\x00", None])
def test_nobody_is_shown_a_stored_address(told: str | None) -> None:
    claims = {"uid": "u1", "name": told}

    assert Caller.model_validate(claims).name == ""
    assert Organizer.model_validate(claims).name == ""
    assert page(organizer_name=told).organizer_name == ""
