"""Screens on a phone on slow 4G: what people wait for, what moves and what is sent.

As the built site is served locally, with Firestore's answers compressed as Google's are, through
DevTools' own throttling. A plain page is the least that could say the same: the texts of the
screen as one HTML file, and its first picture, from the same server in the same run.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

from tests.performance.report import Figure
from tests.performance.web.phone import Visit, visit
from tests.performance.web.plain import PlainPages
from tests.performance.web.screens import PLAIN, Screen, screens_of
from tests.performance.web.sites import profile, serving
from tests.performance.world import World
from tests.support.browser import chromium
from tests.support.factories import draft
from tests.support.proxy import Proxy
from tests.support.relay import Relay
from tests.support.stack import Person, Stack

_ROUNDS = 5
_EVENTS = 12  # a page of the dashboard
_MOST_SHIFTED = 0.01
_MOST_INP_MS = 200.0  # what Google calls good: https://web.dev/articles/inp
_OF_BEFORE = ", before"
_OF_PLAIN = ", plain page"

Rounds = list[Visit]


def figures(world: World) -> Iterator[Figure]:
    stack = Stack(dict(world.described), world.folder, Relay(), Relay(), Proxy(), Proxy())
    person = stack.person()
    event_id, slug = _published(stack, person)
    plain = PlainPages(world.folder / "plain")
    with (
        chromium() as browser,
        serving(world, stack, plain.root) as (ours, before, beside),
        ExitStack() as open_tabs,
    ):
        served = {"": ours} | ({_OF_BEFORE: before} if before else {})
        profiles = {
            (site, signed_in): open_tabs.enter_context(profile(browser, at, person, signed_in))
            for site, at in served.items()
            for signed_in in (True, False)
        }
        for name, screen in screens_of(event_id, slug).items():
            rounds: dict[str, Rounds] = {site: [] for site in (*served, _OF_PLAIN)}
            for _ in range(_ROUNDS):
                for site, at in served.items():
                    found = visit(profiles[site, screen.signed_in], at["site"], screen)
                    rounds[site].append(found)
                path = plain.write(name, rounds[""][0])
                same = replace(PLAIN, path=path, has_picture=screen.has_picture)
                rounds[_OF_PLAIN].append(visit(profiles["", False], beside["site"], same))
            yield from _figures(name, screen, rounds)


def _figures(name: str, screen: Screen, rounds: dict[str, Rounds]) -> Iterator[Figure]:
    """Against its aims; and beside the plain page, round by round."""
    plain = rounds.pop(_OF_PLAIN)
    for site, visits in rounds.items():
        target = None if site else 1.0
        aims = [(each.lcp, screen.lcp_ms) for each in visits]
        yield Figure.of(f"{name}: LCP{site}", "ms", aims, target)
        aims = [(each.inp, _MOST_INP_MS) for each in visits]
        yield Figure.of(f"{name}: INP{site}", "ms", aims, target)
        aims = [(each.cls, _MOST_SHIFTED) for each in visits]
        yield Figure.of(f"{name}: CLS{site}", "", aims, target)
        for what, unit in (("lcp", "ms"), ("usable", "ms"), ("kilobytes", "kB"), ("requests", "")):
            sides = zip(visits, plain, strict=True)
            pairs = [(getattr(mine, what), getattr(floor, what)) for mine, floor in sides]
            label = "LCP" if what == "lcp" else what
            yield Figure.of(f"{name}: {label} to plain{site}", unit, pairs)


def _published(stack: Stack, person: Person) -> tuple[str, str]:
    """The event that is next, and its slug."""
    answers = [stack.publish(person, draft()).json() for _ in range(_EVENTS)]
    for answer in answers:
        stack.settled(answer["event_id"], "cover", seconds=120)
        stack.settled(answer["event_id"], "confirmation", seconds=120)
    return str(answers[0]["event_id"]), str(answers[0]["slug"])
