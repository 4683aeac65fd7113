"""What can be seen of a text, and where it may be cut."""

import re
import unicodedata

import pytest
import regex

from shared.event import text

FAMILY = "👨‍👩‍👧"


def test_the_table_of_ignorable_characters_is_unicodes() -> None:
    ignorable = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    ours = re.compile(f"[{text._IGNORABLE}]")
    characters = [chr(n) for n in range(0x110000) if not 0xD800 <= n < 0xE000]

    assert [c for c in characters if bool(ours.match(c)) != bool(ignorable.match(c))] == []


@pytest.mark.parametrize(
    "invisible",
    [
        *("\u200b", "\u2800", "\u3164", "\u00ad", "\ufeff", "\u200e", "\u115f\u1160\uffa0"),
        *("\u034f", "\ufe0f", "\U000e0041", "\u180e", "\u2060 \u2063", "\u200b\u3000\u200b"),
        "\ufffc",
    ],
)
def test_a_text_that_nobody_sees_is_empty(invisible: str) -> None:
    assert text.clean(invisible) == text.one_line(invisible) == text.visible(invisible) == ""


@pytest.mark.parametrize("seen", ["a", "·", "🎷", "☎\ufe0f", FAMILY, "می\u200cخواهم", "\u3164a"])
def test_what_is_seen_keeps_its_invisible_parts(seen: str) -> None:
    assert text.one_line(f" {seen}\n") == seen


def test_lines_that_look_alike_are_alike() -> None:
    alike = ("VIP", "VIP\u200b", "\ufeffVIP", "V\u00adIP", "VIP \u2800", "VIP\ufe0f")

    assert {text.visible(line) for line in alike} == {"VIP"}
    assert text.visible("vip") != "VIP" != text.visible("V IP")


@pytest.mark.parametrize("length", range(1, 30))
@pytest.mark.parametrize(
    "whole",
    [
        *(FAMILY, "🇩🇪", "👍🏻", "👍🏽", "👍🏿", "☎\ufe0f", "q\u0301\u0323", "नि"),
        "🏴\U000e0067\U000e0062\U000e007f",
        "🏴\U000e0020",  # the first of the tags; that above ends with their last
    ],
)
def test_a_cut_splits_nothing_that_is_seen_as_one(whole: str, length: int) -> None:
    pattern = f"(?:{re.escape(whole)})*"

    found = text.cut(whole * 30, length)

    assert len(found) <= length
    assert re.fullmatch(pattern, found) or length < len(whole)


def test_a_cut_inside_plain_text_is_where_it_is_asked_for() -> None:
    assert text.cut("summer", 3) == "sum"
    assert text.cut("summer", 6) == text.cut("summer", 7) == "summer"


def test_a_character_with_hundreds_of_marks_is_cut_all_the_same() -> None:
    assert len(text.cut("a" + "\u0301" * 300, 100)) == 100


def test_a_character_of_forty_is_left_out_whole_and_one_of_more_is_cut() -> None:
    marked = "xyz" + "a" + "\u0301" * 60

    assert text.cut(marked, 43) == "xyz"
    assert text.cut(marked, 44) == marked[:44]


@pytest.mark.parametrize(
    ("long", "shown"),
    [
        ("one two three", "one two…"),
        ("one two. three", "one two.…"),
        ("one two  three", "one two…"),
        ("one twos three", "one twos…"),
        ("one twoes three", "one…"),
        ("日本の夜の音楽祭へ行く", "日本の夜の音楽祭…"),
        ("eight by", "eight by"),
        ("eight bye", "eight bye"),
    ],
)
def test_a_shortened_text_ends_at_a_word_where_words_are(long: str, shown: str) -> None:
    assert text.shorten(long, 9) == shown


def test_a_word_of_more_than_forty_characters_is_cut_itself() -> None:
    long = "x" * 10 + " " + "y" * 90

    assert text.shorten(long, 51) == "x" * 10 + "…"
    assert text.shorten(long, 52) == "x" * 10 + " " + "y" * 40 + "…"


@pytest.mark.parametrize("sentence", ["日本語の説明です。", "สวัสดีชาวโลก", "https://example.com/"])
def test_what_has_no_spaces_is_cut_at_the_limit(sentence: str) -> None:
    shortened = text.shorten("Sat 12 June · Berlin · " + sentence * 40, 200)

    assert 195 <= len(shortened) <= 200
    assert not unicodedata.category(shortened[-2]).startswith("Z")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jazz", False),
        ("ليلة Jazz", True),
        ("ערב", True),
        ("Jazz ליל", False),
        ("2027: «ערב»", True),
        ("١٢", False),  # digits alone have no direction
        ("🎷", False),
        ("", False),
    ],
)
def test_a_line_reads_as_its_first_letter_does(line: str, *, expected: bool) -> None:
    assert text.is_right_to_left(line) == expected
