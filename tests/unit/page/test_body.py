"""A body and its compressed form, each under a tag that changes with it."""

import gzip
import hashlib

from functions.page.body import Body

DATA = b"<p>Two stages, one courtyard.</p>" * 40


def test_compressed_it_is_the_same_and_a_fraction_of_it() -> None:
    packed = Body(DATA).compressed

    assert gzip.decompress(packed) == DATA
    assert len(packed) < len(DATA) / 10


def test_instances_compress_alike_so_that_an_etag_means_the_same_on_each() -> None:
    assert Body(DATA).compressed == Body(DATA).compressed
    assert Body(DATA).compressed[4:8] == bytes(4)  # no time of its making


def test_the_tag_is_the_hash_of_what_it_holds() -> None:
    assert Body(DATA).tag == hashlib.sha256(DATA).hexdigest()[:32]
    assert Body(DATA + b"!").tag != Body(DATA).tag


def test_it_is_compressed_and_hashed_once() -> None:
    body = Body(DATA)

    assert body.compressed is body.compressed
    assert body.tag is body.tag
