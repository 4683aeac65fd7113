"""A body and its compressed form, made when somebody needs them, under a tag that names them."""

import gzip
from collections.abc import Callable

from functions.page.body import Body

DATA = b"<p>Two stages, one courtyard.</p>" * 40


def _maker(made: list[bytes]) -> Callable[[], bytes]:
    def make() -> bytes:
        made.append(DATA)
        return DATA

    return make


def test_compressed_it_is_the_same_and_a_fraction_of_it() -> None:
    packed = Body(lambda: DATA).compressed

    assert gzip.decompress(packed) == DATA
    assert len(packed) < len(DATA) / 10


def test_instances_compress_alike_so_that_an_etag_means_the_same_on_each() -> None:
    assert Body(lambda: DATA).compressed == Body(lambda: DATA).compressed
    assert Body(lambda: DATA).compressed[4:8] == bytes(4)  # no time of its making


def test_the_tag_changes_with_every_name_and_with_nothing_else() -> None:
    names = [("html", "jazz", "1", True), ("html", "jazz", "1", False), ("html", "jazz", "2", True)]
    tags = [Body(lambda: DATA, *each).tag for each in names]

    assert len(set(tags)) == len(tags)
    assert Body(lambda: b"", *names[0]).tag == tags[0]
    assert Body(lambda: DATA, "a", "b").tag != Body(lambda: DATA, "ab").tag


def test_it_is_made_and_compressed_once_and_for_its_tag_not_at_all() -> None:
    made: list[bytes] = []
    body = Body(_maker(made), "jazz")

    assert body.tag
    assert (made, body.is_made) == ([], False)
    assert body.compressed is body.compressed
    assert body.data is body.data
    assert (made, body.is_made) == ([DATA], True)
