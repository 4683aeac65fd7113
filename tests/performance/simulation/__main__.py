"""`make simulate`: 1,000 publishes a second, a day of them, Gemini down, and a slow mail provider.

Prints what docs/performance.md says of it, and draws its curves.
"""

import argparse
import math
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from infra.functions import ROOT
from tests.performance.curves import draw
from tests.performance.simulation.cost import cost
from tests.performance.simulation.figures import Figures
from tests.performance.simulation.limits import Limits
from tests.performance.simulation.model import Sample, Simulation
from tests.performance.simulation.world import DAY, HOUR, Load

_BENCH = ROOT / ".local/bench.json"
_PICTURES = ROOT / "docs/images"
_PEAK = 1_000.0
_OUTAGE = (6 * HOUR, 6 * HOUR + DAY)
_QUEUES = ("publish", "cover", "cover, retries", "confirmation", "confirmation, retries")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.performance.simulation")
    parser.add_argument("--measured", action="store_true", help=f"with the figures of {_BENCH}")
    options = parser.parse_args()
    figures = Figures.read(_BENCH if options.measured else None)
    today = Limits.today(figures.gemini_a_minute)
    raised = replace(today, publish=100, image=400, email=400, is_warm=True)
    _ramps(figures, today, raised)
    _day(figures, raised)
    _outages(figures, today)
    _mails(figures, today)
    return 0


def _run(
    name: str, load: Load, limits: Limits, figures: Figures, *, seconds: float, tick: float
) -> list[Sample]:
    simulation = Simulation(load, limits, figures, tick)
    for sample in simulation.run(seconds):
        if sample.at % HOUR == 0 and sys.stderr.isatty():
            print(f"\r{name}: {sample.at / seconds:.0%} ", end="", file=sys.stderr, flush=True)
    print(f"\r{name}: done", file=sys.stderr)
    return simulation.samples


# --- A ramp ---------------------------------------------------------------------------------------


def _ramp(at: float) -> float:
    return _PEAK * min(1.0, at / HOUR)


def _ramps(figures: Figures, today: Limits, raised: Limits) -> None:
    load = Load(_ramp)
    all_pictures = replace(
        raised, counters=2_000, pictures_a_day=math.inf, gemini_a_minute=math.inf
    )
    runs = {
        "today's limits, a new database": today,
        "today's limits, a warm database": replace(today, is_warm=True),
        "today's limits, a picture for each": replace(today, is_warm=True, pictures_a_day=math.inf),
        "instances raised": raised,
        "raised, a picture for each": all_pictures,
    }
    found = {
        name: _run(name, load, limits, figures, seconds=1.5 * HOUR, tick=0.1)
        for name, limits in runs.items()
    }
    print("\nPublishes a second, in an hour's ramp to 1,000, from which a minute's work waits")
    for name, samples in found.items():
        grown = {queue: _grows_from(samples, queue) for queue in _QUEUES}
        first = ", ".join(f"{q} {rate:,.0f}" for q, rate in grown.items() if rate) or "none"
        most = {each: max(s.instances[each] for s in samples) for each in samples[0].instances}
        done = (samples[-1].totals - samples[-31].totals)["composed"] / 1_800
        wait = max(each.oldest["publish"] for each in samples)
        print(f"{name:36}{first}\n{'':36}covers {done:,.0f} a second; most instances {most}")
        print(f"{'':36}a publish waits for Firestore {wait:,.0f} s at most")
    new = found["today's limits, a new database"]
    draw(
        _PICTURES / "simulation-ramp.svg",
        "What waits while publishes rise to 1,000 a second in an hour, with today's limits",
        "minutes since the first publish",
        "events waiting",
        {
            queue: [(each.at / 60, each.waiting[queue]) for each in new]
            for queue in ("cover", "confirmation", "publish")
        },
        x_step=15,
    )


def _grows_from(samples: list[Sample], queue: str) -> float | None:
    """The rate at which more waits than comes in a minute."""
    grown = (each.rate for each in samples if each.waiting[queue] > 60 * each.rate)
    return next(grown, None)


# --- A day ----------------------------------------------------------------------------------------


def daily(at: float) -> float:
    """A day's shape: a tenth of the peak at four in the morning, the peak twelve hours later."""
    return _PEAK * (0.55 - 0.45 * math.cos(2 * math.pi * (at - 4 * HOUR) / DAY))


def _day(figures: Figures, raised: Limits) -> None:
    samples = _run("a day", Load(daily), raised, figures, seconds=DAY, tick=0.25)
    hours = samples[59::60]
    totals = [Counter[str](), *(each.totals for each in hours)]
    costs = [cost(now - then, figures) for then, now in pairwise(totals)]
    spent = {name: sum(each[name] for each in costs) for name in costs[0]}
    print(f"\nA day: {samples[-1].totals['published']:,} publishes, ${sum(spent.values()):,.0f}")
    print(", ".join(f"{name} ${dollars:,.0f}" for name, dollars in spent.items()))
    for hour in (3, 9, 15, 21):
        sample = samples[60 * (hour + 1) - 1]
        print(f"hour {hour:2}: {sample.rate:5.0f} a second, {sample.instances}, ", end="")
        print(f"${sum(costs[hour].values()):,.2f}")
    draw(
        _PICTURES / "simulation-instances.svg",
        "Instances in a day whose peak is 1,000 publishes a second",
        "hour of the day",
        "instances",
        {
            name: [(each.at / HOUR, each.instances[name]) for each in samples[9::10]]
            for name in ("image", "email", "publish")
        },
        x_step=3,
    )
    draw(
        _PICTURES / "simulation-cost.svg",
        "What an hour of that day costs, but for pictures from Gemini",
        "hour of the day",
        "dollars an hour",
        {
            name: [(hour + 0.5, each[name]) for hour, each in enumerate(costs)]
            for name in ("Firestore", "image", "Cloud Storage", "email", "requests")
        },
        x_step=3,
    )


# --- Outages and limits of others -----------------------------------------------------------------


def _outages(figures: Figures, today: Limits) -> None:
    load = Load(lambda _: 2.0, _OUTAGE)
    all_pictures = replace(today, pictures_a_day=math.inf)
    runs = {
        "today's counters": all_pictures,
        "160 counters": replace(all_pictures, counters=160),
        "and 1,000 a minute": replace(all_pictures, counters=160, gemini_a_minute=1_000),
    }
    print("\nA day without Gemini, two publishes a second")
    lines = {}
    for name, limits in runs.items():
        samples = _run(name, load, limits, figures, seconds=54 * HOUR, tick=10)
        queue = [(each.at / HOUR, float(each.waiting["cover, retries"])) for each in samples]
        most = max(waiting for _, waiting in queue)
        end = max(hour for hour, waiting in queue if waiting > most / 100) - _OUTAGE[1] / HOUR
        start, stop = (samples[int(edge / 60) - 1].totals for edge in _OUTAGE)
        dollars = sum(cost(stop - start, figures).values())
        totals = samples[-1].totals
        print(
            f"{name:20} waiting at most {most:,.0f}; {end:.1f} h to recover; composed for good "
            f"{totals['given up']:,}; the day itself ${dollars:,.2f}; "
            f"attempts {(stop - start)['attempts at a cover']:,}"
        )
        lines[name] = queue
    outage = (_OUTAGE[0] / HOUR, _OUTAGE[1] / HOUR)
    draw(
        _PICTURES / "simulation-outage.svg",
        "Covers that wait for Gemini: a day's outage at two publishes a second",
        "hours since the start",
        "covers waiting",
        lines,
        x_step=6,
        spans={"Gemini answers 503": outage},
    )


def _mails(figures: Figures, today: Limits) -> None:
    print("\nThree days of 2 publishes a second with a mail provider of 1.4 a second")
    limits = replace(today, is_warm=True, mails_a_second=1.4)
    samples = _run("mails", Load(lambda _: 2.0), limits, figures, seconds=3 * DAY, tick=1)
    for day in (1, 2, 3):
        each = samples[1440 * day - 1]
        waiting = each.waiting["confirmation"] + each.waiting["confirmation, retries"]
        print(f"day {day}: waiting {waiting:,}, sent {each.totals['sent']:,}, ", end="")
        print(f"failed {each.totals['not sent']:,}")


if __name__ == "__main__":
    sys.exit(main())
