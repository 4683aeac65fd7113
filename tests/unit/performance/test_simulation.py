"""The simulation of load: it loses nothing, and agrees with what can be computed by hand."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
import simpy

from infra.functions import ROOT
from tests.performance.simulation.cost import cost
from tests.performance.simulation.figures import Figures, sources
from tests.performance.simulation.limits import Limits
from tests.performance.simulation.model import Simulation
from tests.performance.simulation.resources import Places, Quota, Rate
from tests.performance.simulation.world import Load

_FIGURES = Figures.read()
_TODAY = Limits.today(_FIGURES.gemini_a_minute)
_ALL = replace(_TODAY, is_warm=True, pictures_a_day=math.inf, gemini_a_minute=math.inf)


def _run(load: Load, limits: Limits, seconds: float, tick: float = 1) -> Simulation:
    simulation = Simulation(load, limits, _FIGURES, tick)
    for _ in simulation.run(seconds):
        pass
    return simulation


def _minutes(simulation: Simulation, first: int, last: int) -> Counter[str]:
    """What was done after the first minute until the end of the last."""
    return simulation.samples[last - 1].totals - simulation.samples[first - 1].totals


def test_a_run_accounts_for_each_event_in_outages_and_retries() -> None:
    limits = replace(_ALL, gemini_a_minute=500, mails_a_second=20)
    simulation = _run(Load(lambda _: 50.0, (60, 120)), limits, 600, tick=2)

    last = simulation.samples[-1]
    assert last.totals["asked"] > 29_000
    assert last.totals["generated"] > 0
    assert last.waiting["cover, retries"] > 0
    assert last.waiting["confirmation, retries"] > 0


def _publish_before_asked(simulation: Simulation, count: int) -> None:
    """The sum stays right."""
    simulation.publishing -= count
    simulation.world.totals["published"] += count


@pytest.mark.parametrize(
    ("stage", "lose"),
    [
        ("publish", lambda simulation: simulation.world.totals.update(asked=1)),
        ("publish", lambda simulation: _publish_before_asked(simulation, 1_000)),
        ("cover", lambda simulation: simulation.world.image.give(1, 1)),
        ("confirmation", lambda simulation: simulation.world.totals.update(sent=1)),
    ],
)
def test_a_run_stops_once_an_event_is_lost_or_doubled(
    stage: str, lose: Callable[[Simulation], None]
) -> None:
    simulation = Simulation(Load(lambda _: 5.0), _TODAY, _FIGURES)
    running = simulation.run(120)
    next(running)
    lose(simulation)

    with pytest.raises(AssertionError, match=f"^{stage} at 120 s"):
        next(running)


def test_as_many_are_in_work_as_come_while_one_takes() -> None:
    """Little's law, where nothing waits for CPU."""
    figures = replace(_FIGURES, sketch_cpu=0, generated_cpu=0)
    simulation = Simulation(Load(lambda _: 5.0), replace(_ALL, counters=1_000), figures)
    for _ in simulation.run(180):  # until pushes have caught up
        pass
    before = simulation.world.image.busy_seconds
    for _ in simulation.run(780):
        pass

    in_work = (simulation.world.image.busy_seconds - before) / 600
    came = _minutes(simulation, 3, 13)["published"] / 600
    takes = sum(figures.gemini_seconds) / 2 + 2 * figures.calls_seconds
    assert in_work == pytest.approx(came * takes, rel=0.02)


# --- Batches --------------------------------------------------------------------------------------

_A_TENTH = replace(
    _FIGURES,
    firestore_at_first=_FIGURES.firestore_at_first / 10,
    index_writes=_FIGURES.index_writes / 10,
    document_writes=_FIGURES.document_writes / 10,
    push_window=_FIGURES.push_window // 10,
    swept=_FIGURES.swept / 10,
)


def _burst(scale: int, tick: float) -> dict[str, float]:
    """Half a minute of 1,000 publishes a second in a warm database with today's limits, or of a
    tenth with a tenth: what waits at its end, by event published, and seconds until all is done.
    """
    limits = replace(
        _TODAY,
        publish=_TODAY.publish // scale,
        image=_TODAY.image // scale,
        email=_TODAY.email // scale,
        pictures_a_day=_TODAY.pictures_a_day // scale,
        gemini_a_minute=_TODAY.gemini_a_minute // scale,
        is_warm=True,
    )
    load = Load(lambda at: 1_000 / scale if at <= 30 else 0)
    simulation = Simulation(load, limits, _FIGURES if scale == 1 else _A_TENTH, tick)
    world, done = simulation.world, dict[str, float]()
    world.env.run(until=30.1)
    asked = world.totals["asked"]
    covers = asked - world.totals["generated"] - world.totals["composed for good"]
    found = {"covers": covers / asked, "mails": (asked - world.totals["sent"]) / asked}
    while len(done) < 2 and world.env.now < 900:
        world.env.run(until=world.env.now + 2)
        if world.totals["generated"] + world.totals["composed for good"] == asked:
            done.setdefault("covers done", world.env.now)
        if world.totals["sent"] == asked:
            done.setdefault("mails done", world.env.now)
    return found | done


def test_events_one_by_one_give_the_answers_of_batches_of_500() -> None:
    """A tenth of the load against a tenth of each limit, in batches of one, fills queues and drains
    them as the whole does in batches of 500.
    """
    one_by_one = _burst(10, tick=0.01)

    assert set(one_by_one) == {"covers", "mails", "covers done", "mails done"}
    assert _burst(1, tick=0.5) == pytest.approx(one_by_one, rel=0.05)
    assert _burst(10, tick=0.5) == pytest.approx(one_by_one, rel=0.05)


# --- Limits ---------------------------------------------------------------------------------------


def test_pushes_bound_how_many_pictures_are_made_at_once() -> None:
    """4,000 at once for 1,000 a second of 4 s each: but 3,000 are pushed at most."""
    slow = replace(_FIGURES, gemini_seconds=(4, 4))
    limits = replace(_ALL, image=400, counters=10_000)
    simulation = Simulation(Load(lambda _: 1_000.0), limits, slow, 1)
    for _ in simulation.run(180):
        assert simulation.world.image.used <= 3_000

    a_second = _minutes(simulation, 2, 3)["generated"] / 60
    assert 0.7 * 3_000 / 4 < a_second < 3_000 / 4


def test_a_rate_serves_in_turn_and_saves_nothing_up() -> None:
    env = simpy.Environment()
    rate = Rate(env, lambda at: 10.0 if at < 100 else 20.0, step=100)

    assert rate.reserve(5) == pytest.approx(0.5)
    assert rate.reserve(5) == pytest.approx(1)
    env.run(until=95)
    assert rate.reserve(100) == pytest.approx(5 + 50 / 20)
    env.run(until=200)
    assert rate.admit(1_000, within=2) == 40
    assert rate.admit(1_000, within=2) == 0
    assert rate.admit(1_000, within=2.5, spread=1) == 10
    env.run(until=300)
    assert rate.admit(1_000, within=1, spread=2) == 60


def test_a_quota_begins_anew_with_each_period() -> None:
    env = simpy.Environment()
    quota = Quota(env, 100, 60)

    assert [quota.admit(70), quota.admit(70), quota.admit(70)] == [70, 30, 0]
    quota.give_back(10)
    assert quota.admit(70) == 10
    env.run(until=60)
    assert quota.admit(70) == 70


def test_pushes_start_slowly_and_stop_at_three_thousand_while_they_take_long() -> None:
    env = simpy.Environment()
    places = Places(env, concurrency=200, most=100, window=3_000, target_load=0.6)
    places.instances = 100
    used = []
    for _ in range(2_000):
        places.take(10)
    for _ in range(14):
        env.run(until=env.now + 5)
        used.append(places.used)
        places.give(places.used, 5)

    assert used[:4] == [10, 10, 20, 40]
    assert max(used) == 3_000


def test_the_counters_of_paid_pictures_bound_pictures() -> None:
    simulation = _run(Load(lambda _: 40.0), _ALL, 300)

    a_second = _minutes(simulation, 1, 5)["generated"] / 240
    assert a_second == pytest.approx(_TODAY.counters, rel=0.05)


def test_a_day_of_pictures_costs_what_the_table_says() -> None:
    simulation = _run(Load(lambda _: 2.0), replace(_ALL, counters=1_000), 900)
    totals = simulation.world.totals

    found = cost(totals, _FIGURES)

    assert found["Gemini"] / totals["published"] * 1_000 == pytest.approx(67, rel=0.02)
    assert found["Firestore"] / totals["published"] * 1_000 == pytest.approx(0.023, rel=0.1)


def test_every_figure_has_a_source_that_exists() -> None:
    headings = (ROOT / "docs/performance.md").read_text().splitlines()
    anchors = {line.lstrip("# ").lower().replace(" ", "-") for line in headings if line[:1] == "#"}

    for name, source in sources().items():
        file, _, anchor = source.removeprefix("assumed: ").split()[0].partition("#")
        if file == "docs/performance.md":
            assert anchor in anchors, name
        elif not file.startswith("https://") and source != "assumed":
            assert (ROOT / file).exists(), name
