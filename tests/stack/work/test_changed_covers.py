"""The cover follows the last revision, and nothing is paid for twice."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from PIL import Image, ImageChops, ImageStat

from shared.event.retries import MAX_LOST_WORKERS
from shared.pixels import composed
from tests.support.changed import Changed, bucket, object_name
from tests.support.waiting import wait

Json = dict[str, Any]


def moved(body: Json, **by: float) -> Json:
    return {
        name: (datetime.fromisoformat(body[name]) + timedelta(**by)).isoformat()
        for name in ("starts_at", "ends_at")
    }


def test_new_words_are_lettered_on_the_stored_picture_and_nothing_is_paid(it: Changed) -> None:
    before = it.event["cover"]
    assert before["url"] == before["art"]

    it.change(title=f"New {it.draft['title']}")

    cover = it.finished()["cover"]
    assert (cover["state"], cover["source"], cover["error"]) == ("ready", "generated", None)
    assert (cover["art"], cover["url"]) == (before["art"], before["art"])
    assert it.bytes_at("social_url") == it.carded(it.bytes_at("art"), it.text())
    assert it.page["cover"] == {name: cover[name] for name in it.page["cover"]}
    assert it.calls() == 1
    assert it.paid() == 1


def test_a_cancelled_event_says_so_on_every_picture_until_it_is_back_on(it: Changed) -> None:
    before = it.event["cover"]

    it.change(status="cancelled")

    cover = it.finished()["cover"]
    assert cover["art"] == before["art"]
    art, text = it.bytes_at("art"), it.text("CANCELLED")
    assert it.bytes_at("url") == it.badged(art, text) != art
    assert it.bytes_at("social_url") == it.carded(art, text)
    assert cover["bytes"] == len(it.bytes_at("url"))
    assert it.page["cover"]["url"] == cover["url"]

    it.change(status="scheduled")

    cover = it.finished()["cover"]
    assert (cover["url"], cover["width"], cover["height"]) == tuple(
        before[name] for name in ("art", "width", "height")
    )
    assert cover["bytes"] == before["bytes"]
    assert it.bytes_at("social_url") == it.carded(it.bytes_at("art"), it.text())
    assert it.page["cover"]["url"] == before["url"]
    assert it.calls() == 1


@pytest.mark.parametrize(
    ("by", "words"), [({"days": 1}, "NEW DATE"), ({"minutes": -1}, "NEW TIME")]
)
def test_a_move_is_lettered_on_cover_and_card(it: Changed, by: Json, words: str) -> None:
    midday = datetime.fromisoformat(it.draft["starts_at"]).replace(hour=12)
    it.change(**moved({name: midday.isoformat() for name in ("starts_at", "ends_at")}) | {
        "ends_at": (midday + timedelta(hours=1)).isoformat()
    })  # fmt: skip
    it.finished()

    it.change(**moved(it.draft, **by))

    it.finished()
    art = it.bytes_at("art")
    assert it.bytes_at("url") == it.badged(art, it.text(words))
    assert it.bytes_at("social_url") == it.carded(art, it.text(words))


def test_a_composed_cover_stays_composed_and_says_it_too(plain: Changed) -> None:
    plain.change(status="postponed", title=f"New {plain.draft['title']}")

    cover = plain.finished()["cover"]
    made = composed.compose(plain.key, plain.text("POSTPONED"))
    assert (cover["state"], cover["source"], cover["art"]) == ("ready", "composed", None)
    assert plain.bytes_at("url") == made.cover.data
    assert plain.bytes_at("social_url") == made.card.data
    assert plain.calls() == 1


def test_the_cover_of_version_1_is_its_own_picture_without_words(it: Changed) -> None:
    before = it.event["cover"]
    old = {name: value for name, value in before.items() if name not in ("art", "keeps_art")}
    it.stack.firestore.document(f"events/{it.key}").update({"cover": old})

    it.change(status="cancelled")

    cover = it.finished()["cover"]
    assert (cover["source"], cover["art"]) == ("generated", before["url"])
    assert cover["url"] != before["url"]
    assert it.marked()[object_name(before["url"])] is False
    assert it.calls() == 1


def test_what_a_change_replaces_is_deleted_later_and_what_is_shown_never(it: Changed) -> None:
    for changes in ({"status": "cancelled"}, {"status": "scheduled"}, {"title": "Something else"}):
        it.change(**changes)
        it.finished()
        # The worker lets go of the old pictures after it has recorded the new ones.
        wait(lambda: {name for name, marked in it.marked().items() if not marked} == it.shown())

    assert len(it.marked()) > len(it.shown()) + 2


def test_a_picture_that_was_let_go_is_kept_once_it_is_shown_again(it: Changed) -> None:
    """As one that was chosen again after eleven others."""
    art = object_name(it.event["cover"]["art"])
    blob = bucket(it.stack).blob(art)
    blob.custom_time = datetime.now(UTC)
    blob.patch()
    assert it.marked()[art]

    it.change(title="Something else")

    it.finished()
    assert not it.marked()[art]


def test_every_width_says_what_the_cover_says(it: Changed) -> None:
    before = it.event["cover"]
    assert set(before["sizes"]) == {"896", "800", "400"}

    it.change(status="cancelled")

    cover = it.finished()["cover"]
    assert cover["sizes"].keys() == before["sizes"].keys()
    assert not set(cover["sizes"].values()) & set(before["sizes"].values())
    assert cover["sizes"]["896"] == cover["url"]
    for width, url in cover["sizes"].items():
        picture = Image.open(io.BytesIO(requests.get(url, timeout=10).content))
        assert (picture.format, picture.width) == ("WEBP", int(width))
        whole = Image.open(io.BytesIO(it.bytes_at("url"))).resize(picture.size)
        assert max(ImageStat.Stat(ImageChops.difference(picture, whole)).mean) < 4
    assert it.page["cover"]["sizes"] == cover["sizes"]


def test_a_picture_that_is_gone_leaves_the_composed_cover_with_the_right_words(it: Changed) -> None:
    bucket(it.stack).blob(object_name(it.event["cover"]["art"])).delete()

    it.change(status="cancelled")

    cover = it.finished()["cover"]
    assert (cover["state"], cover["source"], cover["art"]) == ("ready", "composed", None)
    assert cover["error"] == "the stored cover was not found"
    assert it.bytes_at("url") == composed.compose(it.key, it.text("CANCELLED")).cover.data
    assert it.page["cover"]["url"] == cover["url"]
    assert it.paid() == 1


def test_a_picture_that_killed_its_workers_is_kept_for_the_operators_retry(it: Changed) -> None:
    before = it.event["cover"]
    it.lose_message()
    it.change(status="cancelled")
    doomed = {"cover.lost_workers": MAX_LOST_WORKERS - 1, "cover.leased": True}
    it.stack.firestore.document(f"events/{it.key}").update(doomed)

    assert it.push("image").status_code == 200

    cover = it.event["cover"]
    assert (cover["source"], cover["art"]) == ("composed", before["art"])
    assert it.bytes_at("url") == composed.compose(it.key, it.text("CANCELLED")).cover.data
    assert "cover" in it.stack.ops("retry", it.key)
    cover = it.finished()["cover"]
    assert (cover["source"], cover["art"]) == ("generated", before["art"])
    assert it.bytes_at("url") == it.badged(it.bytes_at("art"), it.text("CANCELLED"))
    assert it.paid() == 1


def test_a_composed_cover_that_is_retried_gets_a_picture_after_a_change_too(plain: Changed) -> None:
    plain.change(status="postponed")
    plain.finished()
    plain.release_gemini()

    assert "cover" in plain.stack.ops("retry", plain.key)

    cover = plain.finished()["cover"]
    assert (cover["source"], cover["error"]) == ("generated", None)
    assert plain.bytes_at("url") == plain.badged(plain.bytes_at("art"), plain.text("POSTPONED"))
