"""Pages that look different: each has something that may break a layout or a rule."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.factories import cover, now

_LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
_CHANGED = {"changed_at": datetime(2026, 10, 1, tzinfo=UTC), "revision": 1}
_NOTE = "The hall flooded last night.\n\nTickets stay valid: https://example.com/refunds"
_PARAGRAPH = (
    f"A paragraph that goes on, {_LONG_WORD}, and on. "
    f"https://example.com/{'a/very/long/path/' * 8}?query=string\nA new line.\n\n"
)

VARIANTS: dict[str, dict[str, Any]] = {
    "usual": {},
    "bare": {
        "cover": None,
        "description": "",
        "tickets": [],
        "organizer_name": "",
        "location": {"kind": "venue", "name": "Kesselhaus", "address": ""},
    },
    "past, unlisted, by night": {
        "starts_at": datetime(2020, 1, 1, 21, tzinfo=UTC),
        "ends_at": datetime(2020, 1, 2, 4, tzinfo=UTC),
        "visibility": "unlisted",
        "cover": cover(source="composed", sizes={}),
    },
    "online": {
        "location": {"kind": "online", "url": f"https://meet.example/{'room' * 40}"},
        "timezone": "Asia/Kathmandu",
    },
    "long": {
        "title": (_LONG_WORD + " and the long night of names ")[:120],
        "description": (_PARAGRAPH * 40)[:10_000],
        "organizer_name": "The Distinguished Society of Organizers " * 3,
        "location": {"kind": "venue", "name": _LONG_WORD * 2, "address": "Long street " * 20},
        "tickets": [
            {
                "name": f"{number} {_LONG_WORD}"[:100],
                "price": 10**number,
                "currency": ("EUR", "JPY", "KWD", "USD")[number % 4],
                "quantity": 1,
            }
            for number in range(12)
        ]
        + [
            {"name": f"Row {number}", "price": 0, "currency": "EUR", "quantity": 1}
            for number in range(12, 50)
        ],
        "cover": cover(source="uploaded", width=900, height=1600),
    },
    "right to left": {
        "title": "ليلة الجاز الصيفية",
        "description": "مرحبا بكم.\n\nالأبواب تفتح قبل ساعة.",
        "location": {"kind": "venue", "name": "מסרח", "address": "شارع الحمرا، بيروت"},
        "organizer_name": "منظم",
    },
    "in Arabic": {
        "language": "ar",
        "title": "ليلة الجاز الصيفية",
        "location": {"kind": "venue", "name": "Kesselhaus", "address": "Knaackstr. 97, Berlin"},
    },
    "in German": {"language": "de", "title": "Die lange Nacht der Blasorchester"},
    "hostile": {
        "title": "</title><script>alert(1)</script>",
        "description": '<img src=x onerror=alert(1)> https://example.com/"onclick="alert(1)',
        "organizer_name": '"><svg onload=alert(1)>',
        "location": {"kind": "venue", "name": "<b>", "address": "'><script>"},
        "tickets": [{"name": "</td><script>", "price": 1, "currency": "EUR", "quantity": 1}],
    },
    "cancelled": _CHANGED | {"status": "cancelled", "note": _NOTE},
    "postponed": _CHANGED | {"status": "postponed", "note": f"{_LONG_WORD} {_NOTE}"},
    "moved": _CHANGED | {"previous_starts_at": now() + timedelta(days=23), "note": _NOTE},
    "moved online": _CHANGED
    | {
        "moved_online": True,
        "location": {"kind": "online", "url": "https://meet.example/jazz"},
    },
    "a note in Arabic": _CHANGED | {"note": "الأبواب تفتح قبل ساعة."},
    "gone": {"unpublished_at": datetime(2026, 1, 1, tzinfo=UTC)},
    "taken down by its owner": {
        "unpublished_at": datetime(2026, 1, 1, tzinfo=UTC),
        "unpublished_by": "owner",
    },
}
