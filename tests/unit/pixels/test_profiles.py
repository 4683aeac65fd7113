"""Programs in a colour profile are put out of sight, wherever they are and whatever it claims."""

import struct

import pytest

from shared.pixels import profiles
from tests.support.files import DISPLAY_P3, program_profile, rgb_profile

HEADER, ENTRY = 128, 12
PROGRAM = b"mpet" + bytes(60)


def names(profile: bytes) -> list[bytes]:
    (count,) = struct.unpack_from(">I", profile, HEADER)
    return [profile[place : place + 4] for place in range(132, 132 + ENTRY * count, ENTRY)]


def test_a_profile_without_programs_stays_as_it_is() -> None:
    profile = rgb_profile(DISPLAY_P3)

    assert profiles.without_programs(profile) == profile


@pytest.mark.parametrize("name", [b"A2B0", b"D2B0", b"zzzz"])
def test_a_program_loses_its_name_and_nothing_else_does(name: bytes) -> None:
    profile = rgb_profile(DISPLAY_P3, more={name: PROGRAM, b"last": bytes(8)})

    found = profiles.without_programs(profile)

    assert names(found) == [b"none" if each == name else each for each in names(profile)]
    assert len(found) == len(profile)


def test_the_last_tag_can_be_a_program_too() -> None:
    profile = rgb_profile(DISPLAY_P3, more={b"zzzz": PROGRAM})

    assert names(profile)[-1] == b"zzzz"
    assert names(profiles.without_programs(profile))[-1] == b"none"


@pytest.mark.parametrize("count", [101, 2**31, 2**32 - 1])
def test_more_tags_than_there_are_hide_none(count: int) -> None:
    profile = bytearray(program_profile(2000))
    profile[HEADER : HEADER + 4] = struct.pack(">I", count)

    assert b"D2B0" not in profiles.without_programs(bytes(profile))


def test_a_profile_that_is_cut_off_is_none() -> None:
    assert profiles.without_programs(rgb_profile(DISPLAY_P3)[: HEADER + 10]) == b""
    assert profiles.without_programs(b"") == b""


def table(*tags: bytes, content: bytes) -> bytes:
    """A profile of these entries of twelve bytes, whose content begins at 132 + 12 each."""
    return bytes(HEADER) + struct.pack(">I", len(tags)) + b"".join(tags) + content


@pytest.mark.parametrize(
    "profile",
    [
        table(struct.pack(">4sII", b"wtpt", 148, 144), content=b"mpetXYZ "),
        table(struct.pack(">4sII", b"wtpt", 2**32 - 8, 8), content=b"mpetXYZ "),
        table(content=struct.pack(">4sII", b"D2B0", 144, 4) + b"mpet"),
    ],
    ids=["a size like a program's place", "a place that is none", "an entry behind the last"],
)
def test_only_the_place_of_a_tag_is_read(profile: bytes) -> None:
    assert profiles.without_programs(profile) == profile
