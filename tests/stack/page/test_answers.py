"""HTTP around the page: what it may be kept for, what it costs, and what it forbids."""

import gzip
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from grpc import StatusCode

from functions.page import views
from functions.page.recent import Recent
from shared.runtime.settings import settings
from tests.support.factories import SITE, cover
from tests.support.pages import READ, Clock, Pages
from tests.support.relay import Fault
from tests.support.waiting import wait

HTML = "text/html; charset=utf-8"


def test_every_answer_of_a_page_is_guarded(pages: Pages) -> None:
    headers = pages.get(pages.put()).headers

    assert headers["Content-Type"] == HTML
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not any("unsafe" in rule or "*" in rule for rule in policy)


@pytest.mark.parametrize("end", ["", ".ics"])
@pytest.mark.parametrize("coding", ["gzip, br", "identity"])
def test_who_has_it_already_gets_304_whatever_the_coding(
    pages: Pages, end: str, coding: str
) -> None:
    name = pages.put() + end
    first = pages.get(name, **{"Accept-Encoding": coding})

    again = pages.get(name, **{"Accept-Encoding": coding, "If-None-Match": first.headers["ETag"]})

    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert not first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "public, max-age=60"
    assert pages.get(name, **{"If-None-Match": '"another"'}).status_code == 200


def test_it_is_compressed_for_whoever_takes_it_under_an_etag_of_its_own(pages: Pages) -> None:
    slug = pages.put(description="Two stages, one courtyard. " * 100)
    plain = pages.get(slug)
    packed = pages.get(slug, **{"Accept-Encoding": "gzip"})
    refused = pages.get(slug, **{"Accept-Encoding": "gzip;q=0"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == refused.data
    assert len(packed.data) < len(plain.data) / 2
    assert packed.headers["ETag"] != plain.headers["ETag"] == refused.headers["ETag"]
    assert {"Accept-Encoding"} == {r.headers["Vary"] for r in (plain, packed, refused)}


def test_head_says_the_same_without_the_page(pages: Pages) -> None:
    slug = pages.put()
    got, head = pages.get(slug), pages.client.head(f"/e/{slug}")

    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(got.data))
    assert head.headers["ETag"] == got.headers["ETag"]


@pytest.mark.parametrize(
    "path", ["/", "/e/", "/e/nothing-of-that-name", "/e/UP_PER", "/e/a/b", "/e/%00", "/e/x.png"]
)
def test_where_nothing_is_a_page_says_so_and_nobody_keeps_it(pages: Pages, path: str) -> None:
    answer = pages.client.get(path)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == HTML
    assert answer.headers["Cache-Control"] == "no-store"
    assert "There is no event here" in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("end", ["", ".ics", ".jpg"])
def test_a_page_is_found_a_second_after_it_is_published(
    pages: Pages, clock: Clock, end: str
) -> None:
    slug = f"jazz-{uuid.uuid4().hex}"
    assert pages.get(slug + end).status_code == 404

    pages.put(slug=slug)
    clock.now += 1.1

    assert pages.get(slug + end).status_code in (200, 302)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("{}", "text/html"), ("{}.ICS", "text/calendar"), ("{}.Ics", "text/calendar")],
)
def test_an_address_in_capitals_is_the_one_in_lower_case(
    pages: Pages, asked: str, kind: str
) -> None:
    slug = pages.put()

    answer = pages.get(asked.format(slug.upper()))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    if kind == "text/html":
        assert f'<link rel="canonical" href="{settings().public_url}/e/{slug}">' in answer.text
    assert pages.reads(slug.upper()) == 0


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("owner", "The organizer took this page down"),
        ("operator", "This page has been taken down"),
        (None, "This page has been taken down"),  # by version 1's operators
    ],
)
@pytest.mark.parametrize("end", ["", ".ics", ".jpg"])
def test_an_unpublished_event_is_gone_and_says_who_took_it_down(
    pages: Pages, end: str, by: str | None, said: str
) -> None:
    slug = pages.put(unpublished_at=datetime.now(UTC), unpublished_by=by)

    answer = pages.get(slug + end)

    assert answer.status_code == 410
    assert answer.headers["Content-Type"] == HTML
    assert said in answer.text
    assert "Summer Jazz Night" not in answer.text


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ({}, '<html lang="en"'),  # by version 1
        ({"language": "de"}, "Diese Seite wurde offline genommen"),
    ],
)
def test_what_an_operator_removed_is_gone(pages: Pages, left: dict[str, str], said: str) -> None:
    slug = pages.put()
    pages.firestore.document(f"pages/{slug}").set({"purged_at": datetime.now(UTC)} | left)

    answer = pages.get(slug)

    assert answer.status_code == 410
    assert said in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_a_page_can_only_be_read(pages: Pages, method: str) -> None:
    answer = pages.client.open("/e/anything", method=method)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("end", ["", ".ics", ".jpg"])
def test_unlisted_means_noindex(pages: Pages, end: str) -> None:
    unlisted, public = pages.put(visibility="unlisted"), pages.put()

    assert pages.get(unlisted + end).headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in pages.get(public + end).headers


def test_the_picture_is_the_social_card_of_the_moment(pages: Pages) -> None:
    answer = pages.get(f"{pages.put()}.jpg")

    assert (answer.status_code, answer.headers["Location"]) == (302, cover()["social_url"])


def test_the_picture_of_a_new_event_is_waited_for(pages: Pages) -> None:
    """Whoever shares the link first asks before the cover was made."""
    slug = pages.put(cover=None, published_at=datetime.now(UTC))

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(pages.get, f"{slug}.jpg") for _ in range(8)]
        wait(lambda: pages.reads(slug) > 1)
        assert not any(each.done() for each in asked)
        pages.firestore.document(f"pages/{slug}").update({"cover": cover()})
        answers = [each.result() for each in asked]

    assert {answer.headers.get("Location") for answer in answers} == {cover()["social_url"]}
    assert pages.reads(slug) < 20  # a few a second, however many wait


def test_a_card_with_the_words_of_before_is_waited_out(pages: Pages) -> None:
    old = cover(outdated=True, social_url=f"{cover()['social_url']}?old")
    slug = pages.put(cover=old, published_at=datetime.now(UTC))

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(pages.get, f"{slug}.jpg")
        wait(lambda: pages.reads(slug) > 1)
        assert not asked.done()
        pages.firestore.document(f"pages/{slug}").update({"cover": cover()})

    assert asked.result().headers["Location"] == cover()["social_url"]


@pytest.mark.parametrize("age", [timedelta(0), timedelta(hours=1)], ids=["new", "old"])
def test_a_picture_that_does_not_come_is_cached_by_nobody(pages: Pages, age: timedelta) -> None:
    slug = pages.put(cover=None, published_at=datetime.now(UTC) - age, language="fr")

    answer = pages.get(f"{slug}.jpg")

    assert "Un instant, s’il vous plaît" in answer.text

    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"
    assert int(answer.headers["Retry-After"]) > 0


def test_a_mails_picture_is_of_its_revision_where_an_older_page_is_still_kept(
    pages: Pages, clock: Clock
) -> None:
    slug, card = pages.put(), f"{SITE}/cancelled.jpg"
    pages.get(slug)
    change = {"revision": 1, "status": "cancelled", "cover": cover(social_url=card)}
    pages.firestore.document(f"pages/{slug}").update(change)
    clock.now += 2
    assert pages.get(f"{slug}.jpg").headers["Location"] == cover()["social_url"]

    answer = pages.get(f"{slug}.jpg?revision=1")

    assert answer.headers["Location"] == card
    assert pages.get(f"{slug}.jpg").headers["Location"] == card
    for named in ("2", "999999999", "9" * 5000, "-1", "x"):  # costs a read a second at most
        assert pages.get(f"{slug}.jpg?revision={named}").headers["Location"] == card
    assert pages.reads(slug) == 2
    clock.now += 1.1
    pages.get(f"{slug}.jpg?revision=2")
    assert pages.reads(slug) == 3


def test_the_calendar_file_is_one_to_save_or_to_subscribe_to(pages: Pages) -> None:
    slug = pages.put()

    answer = pages.get(f"{slug}.ics")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{slug}.ics"'
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.data.startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_cancelled_event_is_served_so_that_calendars_learn_of_it(
    pages: Pages, clock: Clock
) -> None:
    slug = pages.put()
    before = pages.get(f"{slug}.ics")

    change = {"status": "cancelled", "revision": 1, "changed_at": datetime.now(UTC)}
    pages.firestore.document(f"pages/{slug}").update(change)
    clock.now += 61
    answer = pages.get(f"{slug}.ics", **{"If-None-Match": before.headers["ETag"]})

    assert answer.status_code == 200
    assert b"\r\nSTATUS:CANCELLED\r\n" in answer.data
    assert b"\r\nSEQUENCE:1\r\n" in answer.data
    assert b"\r\nSEQUENCE:0\r\n" in before.data


def test_it_is_read_once_a_minute(pages: Pages, clock: Clock) -> None:
    slug = pages.put()
    for seconds in (0, 1, 58.9):
        clock.now += seconds
        for name in (slug, f"{slug}.ics", f"{slug}.jpg"):
            pages.get(name)
    assert pages.reads(slug) == 1

    clock.now += 0.2
    pages.get(slug)

    assert pages.reads(slug) == 2


def test_that_there_is_nothing_is_read_once_a_second(pages: Pages, clock: Clock) -> None:
    for seconds in (0, 0.9, 0.2):
        clock.now += seconds
        pages.get("nothing-yet-of-that-name")

    assert pages.reads("nothing-yet-of-that-name") == 2


@pytest.mark.parametrize("code", [StatusCode.OK, StatusCode.INTERNAL], ids=["up", "down"])
def test_many_at_once_cost_one_read(pages: Pages, clock: Clock, code: StatusCode) -> None:
    slug = pages.put()
    up = code is StatusCode.OK
    with _held(pages, slug, code=code, passes=up) as release, ThreadPoolExecutor(8) as pool:
        visits = [pool.submit(pages.get, slug) for _ in range(8)]
        wait(lambda: pages.reads(slug))
        release.set()

    assert {visit.result().status_code for visit in visits} == {200 if up else 503}
    assert pages.reads(slug) == 1


def test_while_one_asks_the_others_do_not_wait(pages: Pages, clock: Clock) -> None:
    slug = pages.put()
    pages.get(slug)
    clock.now += 61
    with _held(pages, slug, passes=True) as release, ThreadPoolExecutor(1) as pool:
        visit = pool.submit(pages.get, slug)
        wait(lambda: pages.reads(slug) == 2)

        assert pages.get(slug).headers["Age"] == "61"
        assert not visit.done()
        release.set()

    assert visit.result().headers["Age"] == "0"


@contextmanager
def _held(pages: Pages, slug: str, code: StatusCode = StatusCode.OK, **how: Any) -> Iterator[Event]:
    """The next read of the page arrives, and stays there until the event is set."""
    release = Event()
    pages.relay.add(Fault(READ, (slug,), code, action=release.wait, **how))
    try:
        yield release
    finally:
        release.set()


def test_no_cache_keeps_it_longer_than_it_was_kept_here(pages: Pages, clock: Clock) -> None:
    slug = pages.put()
    assert pages.get(slug).headers["Age"] == "0"

    clock.now += 41

    assert pages.get(slug).headers["Age"] == "41"


@pytest.mark.parametrize("kept", [None, cover(source="composed")], ids=["none", "composed"])
def test_a_cover_that_is_about_to_come_is_seen_at_once(
    pages: Pages, clock: Clock, kept: dict[str, Any] | None
) -> None:
    slug = pages.put(cover=kept, published_at=datetime.now(UTC))
    first = pages.get(slug)
    assert (first.headers["Cache-Control"], first.headers["Age"]) == ("public, max-age=60", "60")

    pages.firestore.document(f"pages/{slug}").update({"cover": cover(url=f"{SITE}/final.webp")})
    clock.now += 0.3

    assert f"{SITE}/final.webp" in pages.get(slug).text
    assert pages.get(slug).headers["Age"] == "0"


def test_the_cache_is_bounded_and_drops_what_nobody_asks_for(
    pages: Pages, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hot, *cold = (pages.put() for _ in range(4))
    pages.get(hot)
    room_for_two = Recent[views.View](5 * views._VIEW_BYTES // 2)
    monkeypatch.setattr(views, "_views", room_for_two)

    for slug in (hot, cold[0], hot, cold[1], hot, cold[2], hot, cold[0]):
        pages.get(slug)

    assert len(room_for_two) == 2
    assert [pages.reads(slug) for slug in (hot, *cold)] == [2, 2, 1, 1]


def test_while_firestore_is_down_an_old_page_is_better_than_none(
    pages: Pages, clock: Clock
) -> None:
    slug = pages.put()
    before = pages.get(slug)
    pages.relay.fail(READ, slug, StatusCode.INTERNAL, times=2)

    clock.now += 61
    stale, asked = pages.get(slug), pages.reads(slug)
    pages.get(slug)

    assert (stale.status_code, stale.data) == (200, before.data)
    assert stale.headers["Age"] == "61"  # whoever keeps it asks again at once
    assert pages.reads(slug) == asked == 2  # but it is not asked for at every request
    clock.now += 6
    assert pages.get(slug).headers["Age"] == "67"
    clock.now += 6
    assert pages.get(slug).headers["Age"] == "0"


@pytest.mark.parametrize("end", ["", ".ics", ".jpg"])
def test_while_firestore_is_down_a_page_that_nobody_has_says_when_to_come_back(
    pages: Pages, clock: Clock, end: str
) -> None:
    slug = pages.put()
    pages.relay.fail(READ, slug, StatusCode.INTERNAL)

    answer = pages.get(slug + end)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "One moment, please" in answer.text
    clock.now += 5.1
    assert pages.get(slug).status_code == 200


def test_a_document_that_makes_no_sense_is_a_page_too(pages: Pages) -> None:
    answer = pages.get(pages.put(title=["Nowhere"]))

    assert (answer.status_code, answer.headers["Cache-Control"]) == (500, "no-store")
    assert "Something went wrong" in answer.text
    assert "Nowhere" not in answer.text
