"""How often a person may ask for what costs CPU."""

from shared.edge.rate import Rate


class _Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_as_many_as_the_bucket_holds_and_then_one_whenever_there_is_room() -> None:
    clock = _Clock()
    rate = Rate(most=3, seconds=6, clock=clock)

    assert [rate.wait("ada") for _ in range(4)] == [None, None, None, 2]
    clock.now += 1
    assert rate.wait("ada") == 1
    clock.now += 1
    assert rate.wait("ada") is None
    assert rate.wait("ada") == 2


def test_after_the_whole_time_the_bucket_is_full_again_and_never_fuller() -> None:
    clock = _Clock()
    rate = Rate(most=3, seconds=6, clock=clock)
    for _ in range(3):
        rate.wait("ada")

    clock.now += 600

    assert [rate.wait("ada") is None for _ in range(4)] == [True, True, True, False]


def test_nobody_waits_for_somebody_else() -> None:
    rate = Rate(most=1, seconds=60, clock=_Clock())

    assert rate.wait("ada") is None
    assert rate.wait("bob") is None
    assert rate.wait("ada") is not None
