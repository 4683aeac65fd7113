"""What a cache within so many bytes keeps, and what it drops."""

from functions.page.recent import Recent


def test_what_was_used_least_recently_goes_first() -> None:
    cache = Recent[str](most_bytes=30)
    for name in ("hot", "cold", "warm"):
        cache.put(name, name.upper(), 10)
    assert cache.get("hot") == "HOT"

    cache.put("new", "NEW", 10)

    assert [cache.get(name) for name in ("hot", "cold", "warm", "new")] == [
        "HOT",
        None,
        "WARM",
        "NEW",
    ]


def test_a_large_value_takes_the_place_of_several() -> None:
    cache = Recent[int](most_bytes=30)
    for name in ("a", "b", "c"):
        cache.put(name, 0, 10)

    cache.put("large", 1, 20)

    assert [cache.get(name) for name in ("a", "b", "c", "large")] == [None, None, 0, 1]


def test_a_value_that_is_put_again_counts_once() -> None:
    cache = Recent[int](most_bytes=30)
    cache.put("other", 0, 10)
    for size in (20, 10, 20):
        cache.put("same", size, size)

    assert (len(cache), cache.get("other"), cache.get("same")) == (2, 0, 20)


def test_what_is_too_large_is_not_kept_and_leaves_room_for_others() -> None:
    cache = Recent[int](most_bytes=30)
    cache.put("larger", 0, 31)
    assert cache.get("larger") is None

    cache.put("fits", 1, 30)

    assert cache.get("fits") == 1
