"""Colour profiles (ICC.1:2022): what makes one too costly to apply."""

import struct

_HEADER, _ENTRY = 128, 12
_MAX_TAGS = 100  # with more, Little CMS refuses the profile
_PROGRAM = b"mpet"


def without_programs(profile: bytes) -> bytes:
    """The profile with its multi-process elements out of sight.

    They are programs of any number of steps, eight bytes each, that Little CMS prefers to a
    profile's tables and runs some 36,000 times: 80 KB take it six seconds. Every other kind of tag
    has five steps at most. The profile's tables or primaries, which say the same, are used then.
    """
    found = bytearray(profile)
    try:
        (count,) = struct.unpack_from(">I", found, _HEADER)
        for place in range(_HEADER + 4, _HEADER + 4 + _ENTRY * min(count, _MAX_TAGS), _ENTRY):
            (offset,) = struct.unpack_from(">4xI", found, place)
            if found[offset : offset + 4] == _PROGRAM:
                found[place : place + 4] = b"none"
    except struct.error:
        return b""
    return bytes(found)
