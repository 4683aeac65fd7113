"""Every bad input with its answer: what the tests send, and what docs/refusals.md lists."""

import json
from dataclasses import dataclass, field
from typing import Any

OVER = {"starts_at": "2020-01-01T10:00:00Z", "ends_at": "2020-01-01T12:00:00Z"}


@dataclass(frozen=True)
class Case:
    """A request that is refused: `changes` to a good draft, or a whole `body`."""

    sent: str
    status: int
    problem: str
    pointer: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


def _invalid(sent: str, pointer: str, **changes: Any) -> Case:
    return Case(sent, 400, "invalid-event", pointer, changes)


def _malformed(sent: str, body: bytes) -> Case:
    return Case(sent, 400, "malformed-request", body=body)


def _key(sent: str, key: str) -> Case:
    return Case(sent, 400, "malformed-request", headers={"Idempotency-Key": key})


def _revision(sent: str, status: int, problem: str, revision: str) -> Case:
    return Case(sent, status, problem, headers={"If-Match": revision})


def _ticket(**changes: Any) -> list[dict[str, Any]]:
    return [{"name": "Entry", "price": 1, "currency": "EUR", "quantity": 1} | changes]


CASES = (
    _invalid("a language that is no BCP 47 tag", "/language", language="english (UK)"),
    _invalid("a language of an empty text", "/language", language=""),
    _invalid("a slug of two characters", "/slug", slug="ab"),
    _invalid("a slug of 81 characters", "/slug", slug="x" * 81),
    _invalid("a slug with a capital letter", "/slug", slug="Jazz-night"),
    _invalid("a slug with two hyphens in a row", "/slug", slug="jazz--night"),
    _invalid("a slug that ends with a hyphen", "/slug", slug="jazz-"),
    _invalid("a slug with another letter than a to z", "/slug", slug="jäzz"),
    _invalid("a title of white space", "/title", title=" \n "),
    _invalid("a title of 121 characters", "/title", title="x" * 121),
    _invalid("a title that is a number", "/title", title=7),
    _invalid("a title of control characters alone", "/title", title="\x00\x1b\x7f"),
    _invalid("half of a surrogate pair", "/title", title="\ud800"),
    _invalid("a title that nobody sees", "/title", title="\u200b\u2800\u3164\u00ad\ufeff\u200e"),
    _invalid("a description of 10,001 characters", "/description", description="x" * 10_001),
    _invalid("a time without an offset", "/starts_at", starts_at="2027-06-12T19:30:00"),
    _invalid("a time as a number", "/starts_at", starts_at=1),
    _invalid("the 30th of February", "/starts_at", starts_at="2027-02-30T19:30:00Z"),
    _invalid("a start in the year 1", "/starts_at", starts_at="0001-01-01T00:00:00+14:00"),
    _invalid("a start in 2100", "/starts_at", starts_at="2100-01-01T00:00:00Z"),
    _invalid("an end in the year 9999", "/ends_at", ends_at="9999-12-31T12:00:00Z"),
    _invalid(
        "an end more than five years after the start",
        "/ends_at",
        starts_at="2027-06-12T17:30:00Z",
        ends_at="2032-06-12T17:30:01Z",
    ),
    _invalid("the 24th hour", "/ends_at", ends_at="2027-06-13T24:00:00Z"),
    _invalid(
        "an end that is the start",
        "/ends_at",
        starts_at="2027-01-01T00:00:00Z",
        ends_at="2027-01-01T01:00:00+01:00",
    ),
    _invalid("an event that is over", "/ends_at", **OVER),
    _invalid("a time zone that does not exist", "/timezone", timezone="Europe/Atlantis"),
    _invalid("the placeholder among the time zones", "/timezone", timezone="Factory"),
    _invalid("a path as time zone", "/timezone", timezone="../../etc/passwd"),
    _invalid("a kind of place that does not exist", "/location", location={"kind": "moon"}),
    _invalid("a place without its kind", "/location", location={"name": "Kesselhaus"}),
    _invalid("a venue without a name", "/location/name", location={"kind": "venue"}),
    _invalid(
        "an online event without TLS",
        "/location/url",
        location={"kind": "online", "url": "http://example.com"},
    ),
    _invalid(
        "a script as an online event's address",
        "/location/url",
        location={"kind": "online", "url": "javascript:alert(1)"},
    ),
    _invalid(
        "an address with a user in it",
        "/location/url",
        location={"kind": "online", "url": "https://bank.example@evil.example/"},
    ),
    _invalid(
        "an address with two schemes",
        "/location/url",
        location={"kind": "online", "url": "https://https://zoom.us/j/1"},
    ),
    _invalid(
        "an address without a host",
        "/location/url",
        location={"kind": "online", "url": "https://./"},
    ),
    _invalid("a negative price", "/tickets/0/price", tickets=_ticket(price=-1)),
    _invalid("a price in fractions", "/tickets/0/price", tickets=_ticket(price=1.5)),
    _invalid("a price in words", "/tickets/0/price", tickets=_ticket(price="1")),
    _invalid("a price that is true", "/tickets/0/price", tickets=_ticket(price=True)),
    _invalid("a price of 400 digits", "/tickets/0/price", tickets=_ticket(price=10**400)),
    _invalid(
        "a currency that does not exist", "/tickets/0/currency", tickets=_ticket(currency="XXX")
    ),
    _invalid("a currency that is no more", "/tickets/0/currency", tickets=_ticket(currency="BGN")),
    _invalid("a quantity of nothing", "/tickets/0/quantity", tickets=_ticket(quantity=0)),
    _invalid("two tickets of one name", "/tickets", tickets=_ticket() * 2),
    _invalid(
        "two tickets whose names look alike",
        "/tickets",
        tickets=_ticket() + _ticket(name="Entry\u200b"),
    ),
    _invalid("51 tickets", "/tickets", tickets=[_ticket(name=str(n))[0] for n in range(51)]),
    _invalid("a visibility that does not exist", "/visibility", visibility="secret"),
    _invalid("an unknown field", "/colour", colour="red"),
    _invalid("an unknown field with a slash in its name", "/a~1b", **{"a/b": 1}),
    _invalid("a path out of the uploads", "/cover_upload", cover_upload="uploads/../secret/x"),
    Case(
        "somebody else's photo",
        403,
        "forbidden",
        changes={"cover_upload": f"uploads/somebody-else/{'0' * 32}"},
    ),
    _malformed("no body", b""),
    _malformed("half an object", b'{"title": '),
    _malformed("an array", b"[]"),
    _malformed("null", b"null"),
    _malformed("a duplicate key", b'{"title": "a", "title": "b"}'),
    _malformed("NaN", b'{"title": NaN}'),
    _malformed("Infinity", b'{"title": -Infinity}'),
    _malformed("a number of 5,000 digits", b'{"title": ' + b"9" * 5000 + b"}"),
    _malformed("bytes that are no UTF-8", b'{"title": "\xff"}'),
    _malformed("UTF-16", '{"title": "x"}'.encode("utf-16")),
    _malformed("a byte order mark", '{"title": "x"}'.encode("utf-8-sig")),
    _malformed(
        "1,001 members in one object", json.dumps(dict.fromkeys(map(str, range(1001)))).encode()
    ),
    _malformed("60,000 nested arrays", b"[" * 60_000),
    _key("no Idempotency-Key", ""),
    _key("a key that is no UUID", "1"),
    _key("a key with a path in it", "../../events/1"),
    _key("a UUID without its hyphens", "0" * 32),
    _key("a quote that does not close", '"0190b5a2-7a1e-7cc3-98c4-dc0c0c07398f'),
    _key("two keys", "0190b5a2-7a1e-7cc3-98c4-dc0c0c07398f, 0190b5a2-7a1e-7cc3-98c4-dc0c0c073990"),
    Case("plain text", 415, "unsupported-media-type", headers={"Content-Type": "text/plain"}),
    Case("a form", 415, "unsupported-media-type", headers={"Content-Type": "multipart/form-data"}),
    Case("a body over 256 KiB", 413, "too-large", body=b'{"title": "' + b"x" * 270_000 + b'"}'),
)

CHANGES = (
    _invalid("a status that does not exist", "/status", status="moved"),
    _invalid("a note of 501 characters", "/note", note="x" * 501),
    _invalid("another slug", "/slug", slug="another-slug"),
    _invalid("another photo", "/cover_upload", cover_upload=f"uploads/x/{'0' * 32}"),
    _invalid("a title of white space", "/title", title=" \n "),
    _invalid("a time that is over", "/ends_at", **OVER),
    _malformed("no body", b""),
    _malformed("half an object", b'{"title": '),
    _key("a key that is no UUID", "1"),
    _revision("a revision without its quotes", 400, "malformed-request", "0"),
    _revision("any revision, `*`", 400, "malformed-request", "*"),
    _revision("a weak entity tag", 400, "malformed-request", 'W/"0"'),
    _revision("two revisions", 400, "malformed-request", '"0", "1"'),
    _revision("a revision that is not the present one", 412, "stale-revision", '"7"'),
    Case("plain text", 415, "unsupported-media-type", headers={"Content-Type": "text/plain"}),
    Case("a body over 256 KiB", 413, "too-large", body=b'{"title": "' + b"x" * 270_000 + b'"}'),
)
"""Sent to change an event at revision 0, by its owner."""

TOKENS = (
    "no token",
    "a word instead of a token",
    "three parts of nothing",
    "four parts",
    "a claim nested 5,000 deep, unsigned",
    "`alg: none`, unsigned",
    "`alg: None`, unsigned",
    "`alg: NONE`, unsigned",
    "`alg: none`, rightly signed",
    "`alg: HS256`, signed with the public key",
    "`alg: RS256`, signed with the public key as HMAC",
    "the signature stripped",
    "the signature edited",
    "the payload edited",
    "signed by another key",
    "an unknown `kid`",
    "no `kid`",
    "a path as `kid`",
    "a `jku` of the attacker's",
    "a `jwk` of the attacker's",
    "expired beyond the skew of 10 s",
    "issued in the future, beyond the skew",
    "no `exp`",
    "no `iat`",
    "`exp` in words",
    "another project's `aud`",
    "a list as `aud`",
    "no `aud`",
    "another issuer",
    "a token of another Firebase project",
    "a session cookie instead of an ID token",
    "a custom token",
    "an empty `sub`",
    "a `sub` of 129 characters",
    "a number as `sub`",
    "no `sub`",
    "a list as `kid`",
    "a list as `alg`",
    "a header that is no object",
    "a payload that is no object",
    "parts that are no base64",
)
"""Forged, damaged and misused ID tokens; tests/support/tokens.py makes each of them."""

CLEANED = {
    "white space around and inside a line": ("  Jazz \t\n  Night ", "Jazz Night"),
    "NUL and other control characters": ("Jazz\x00\x1b[31m\x85Night", "Jazz[31mNight"),
    "bidirectional overrides and isolates": ("\u202eevil\u202c\u2066x\u2069", "evilx"),
    "decomposed letters": ("Cafe\u0301", "Café"),
}


def text() -> str:
    lines = [
        "# What is refused, and how",
        "",
        "The tests send each row, and `make contract` writes this page from the same list.",
        "A refused request leaves nothing behind.",
        "",
        "## Tokens",
        "",
        "All get **401** `unauthenticated` with `WWW-Authenticate: Bearer`, and no log shows them. "
        "While Google's keys cannot be fetched every token gets **503** `unavailable`.",
        "",
        *(f"- {token}" for token in TOKENS),
        "",
        "A token may be as long as the server's headers: some 16,000 bytes, and **400** beyond.",
        "",
        "## Requests to publish",
        "",
        *_table(CASES),
        "| the same key with another draft | 422 | `key-reused` | |",
        "| another account's key | 409 | `key-in-use` | |",
        "| a slug that another event has | 409 | `slug-taken` | |",
        "| the key of an event that was purged | 410 | `event-purged` | |",
        "| another method than POST | 405 | `method-not-allowed` | |",
        "| anything while publishing is paused | 503 | `publishing-paused` | |",
        "| a body that has not arrived within 10 seconds | 408 | `request-timeout` | |",
        "",
        "Duplicate keys in an object, NaN and the infinities are not JSON. Nothing of a body is",
        "read before the token is verified, and then no more than its limit, with or without a",
        "Content-Length. An answer that comes before the whole body closes the connection: after",
        "the client has sent the rest, or 32 MiB of it, or has been silent for 2 seconds, or",
        "after 10 seconds. At most 100 mistakes are listed.",
        "",
        "## Requests to change",
        "",
        "Each rule of a draft holds for the event that a change makes of it, but that an event may",
        "be over, if the change does not move it.",
        "",
        *_table(CHANGES),
        "| no If-Match | 428 | `precondition-required` | |",
        "| no such event, or somebody else's | 404 | `not-found` | |",
        "| a path without an event's ID | 404 | `not-found` | |",
        "| an event that was purged | 410 | `event-purged` | |",
        "| an event whose page the operator took down | 403 | `forbidden` | |",
        "| the same key with another change | 422 | `key-reused` | |",
        "| another method than PUT and DELETE | 405 | `method-not-allowed` | |",
        "| anything while publishing is paused | 503 | `publishing-paused` | |",
        "",
        "## Cleaned rather than refused",
        "",
        "| in a title, name or address | sent | stored |",
        "| --- | --- | --- |",
        *(
            f"| {name} | `{json.dumps(sent)}` | `{json.dumps(stored, ensure_ascii=False)}` |"
            for name, (sent, stored) in CLEANED.items()
        ),
        "",
        "A description keeps its line breaks and tabs.",
    ]
    return "\n".join(lines) + "\n"


def _table(cases: tuple[Case, ...]) -> list[str]:
    rows = (
        f"| {case.sent} | {case.status} | `{case.problem}` | {_code(case.pointer)} |"
        for case in cases
    )
    return ["| sent | status | problem | pointer |", "| --- | --- | --- | --- |", *rows]


def _code(text: str) -> str:
    return f"`{text}`" if text else ""
