"""Screens on a phone: first and largest paint, shifts, and the script that comes before the text.

As the built site is served locally, with Firestore's answers compressed as Google's are, through
DevTools' own throttling: 1.6 Mbit/s and 150 ms a request, and a CPU four times as slow, which are
Lighthouse's values for a phone on slow 4G
(https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md). The floor is what Google
calls good (https://web.dev/articles/vitals).
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from playwright.sync_api import Browser, BrowserContext, Page, expect

from infra.functions import ROOT
from infra.local import programs
from infra.local.addresses import PORTS, Addresses
from tests.performance.compressing import compressing
from tests.performance.report import Figure
from tests.performance.world import World
from tests.support.app import opened
from tests.support.browser import chromium
from tests.support.factories import draft
from tests.support.ports import free_port
from tests.support.proxy import Proxy
from tests.support.relay import Relay
from tests.support.stack import Person, Stack
from tests.support.waiting import wait

_ROUNDS = 3
_EVENTS = 12  # a page of the dashboard
_SCREEN = {"width": 390, "height": 844}
_PHONE: dict[str, Any] = {"viewport": _SCREEN, "device_scale_factor": 2, "is_mobile": True}
_NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
_CPU_SLOWDOWN = 4
_SETTLED_MS = 1000  # what is painted and moved after all that was waited for
_GOOD = {"FCP": 1800.0, "LCP": 2500.0, "CLS": 0.1}
_OBSERVE = """
    window.seen = { FCP: 0, LCP: 0, CLS: 0 };
    const observe = (type, note) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note))
        .observe({ type, buffered: true });
    observe("paint", (entry) => {
      if (entry.name === "first-contentful-paint") seen.FCP = entry.startTime;
    });
    observe("largest-contentful-paint", (entry) => { seen.LCP = entry.startTime; });
    observe("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.CLS += entry.value; });
"""
_SCRIPT_BEFORE = """
    (text) => performance.getEntriesByType("resource")
      .filter(({ name, responseEnd }) => name.endsWith(".js") && responseEnd <= text)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000
"""

_HAS_PICTURE = """
    () => [...document.querySelectorAll("main img")].some((img) => img.complete && img.naturalWidth)
"""


@dataclass(frozen=True)
class Screen:
    """Where it is, the text that people come for, and whether it comes with a picture."""

    path: str
    text: str
    has_picture: bool = True
    signed_in: bool = True


def figures(world: World) -> Iterator[Figure]:
    stack = Stack(dict(world.described), world.folder, Relay(), Relay(), Proxy(), Proxy())
    person = stack.person()
    event_id, slug = _published(stack, person)
    screens = {
        "sign-in": Screen("/", "h1", has_picture=False, signed_in=False),
        "dashboard": Screen("/dashboard", ".grid h3"),
        "event": Screen(f"/dashboard/events/{event_id}", ".event h2"),
        "public page": Screen(f"/e/{slug}", "h1", signed_in=False),
    }
    with chromium() as browser, _sites(world, stack) as sites, ExitStack() as open_tabs:
        profiles = {
            (site, signed_in): open_tabs.enter_context(_profile(browser, at, person, signed_in))
            for site, at in sites.items()
            for signed_in in (True, False)
        }
        for name, screen in screens.items():
            rounds: dict[str, list[dict[str, float]]] = {site: [] for site in sites}
            for _ in range(_ROUNDS):
                for site, measured in rounds.items():
                    profile = profiles[site, screen.signed_in]
                    measured.append(_visit(profile, sites[site]["site"], screen))
            yield from _figures(name, rounds)


def _figures(name: str, rounds: dict[str, list[dict[str, float]]]) -> Iterator[Figure]:
    for site, measured in rounds.items():
        for metric, good in _GOOD.items():
            pairs = [(each[metric], good) for each in measured]
            unit = "" if metric == "CLS" else "ms"
            yield Figure.of(f"{name}: {metric}{site}", unit, pairs, None if site else 1.0)
        script = [(each["script"], measured[0]["script"] or 1) for each in measured]
        yield Figure.of(f"{name}: script before its text{site}", "kB", script)


def _published(stack: Stack, person: Person) -> tuple[str, str]:
    """The event that is next, and its slug."""
    answers = [stack.publish(person, draft()).json() for _ in range(_EVENTS)]
    for answer in answers:
        stack.settled(answer["event_id"], "cover", seconds=120)
        stack.settled(answer["event_id"], "confirmation", seconds=120)
    return str(answers[0]["event_id"]), str(answers[0]["slug"])


@contextmanager
def _sites(world: World, stack: Stack) -> Iterator[dict[str, Stack]]:
    """Ours, and the one that another checkout has built, on the same stack."""
    checkouts = {"": ROOT} | ({", before": world.before} if world.before else {})
    at = Addresses((urlsplit(stack["site"]).port or 0) - PORTS["site"])
    with compressing(at.host("firestore")) as firestore, ExitStack() as running:
        yield {
            name: running.enter_context(_site(stack, at, checkout, firestore))
            for name, checkout in checkouts.items()
        }


@contextmanager
def _site(stack: Stack, at: Addresses, checkout: Path, firestore: str) -> Iterator[Stack]:
    """Served by our configuration, as Hosting would; its browsers find Firestore there."""
    command, environment = programs.site(at, hot_reload=False)
    init = json.loads(environment["FIREBASE_INIT"])
    init["emulators"]["firestore"] = firestore
    port = free_port()
    there, config = str(checkout / "web"), str(ROOT / "web/vite.config.ts")
    process = subprocess.Popen(
        [*command[:2], "preview", there, "--config", config, "--logLevel", "warn"],
        env={**environment, "SITE_PORT": str(port), "FIREBASE_INIT": json.dumps(init)},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait(lambda: _answers(address), seconds=30)
        yield Stack({**stack.described, "site": address}, stack.state, *_relays(stack))
    finally:
        process.terminate()
        process.wait(timeout=10)


def _relays(stack: Stack) -> tuple[Any, ...]:
    return stack.firestore_relay, stack.pubsub_relay, stack.storage_proxy, stack.mail_proxy


def _answers(site: str) -> bool:
    try:
        return requests.get(site, timeout=2).ok
    except requests.ConnectionError:
        return False


@contextmanager
def _profile(
    browser: Browser,
    stack: Stack,
    person: Person,
    signed_in: bool,  # noqa: FBT001
) -> Iterator[BrowserContext]:
    """Of somebody who has signed in, or who was never here."""
    with opened(browser, stack, person, **_PHONE) as app:
        if signed_in:
            app.sign_in("/dashboard")
            expect(app.tab.locator(".grid h3").first).to_be_visible()
        app.tab.goto("about:blank")
        yield app.tab.context


def _visit(profile: BrowserContext, site: str, screen: Screen) -> dict[str, float]:
    """With nothing in the browser's cache."""
    tab = profile.new_page()
    _slow_down(profile, tab)
    tab.add_init_script(_OBSERVE)
    tab.goto(site + screen.path, wait_until="commit")
    tab.locator(screen.text).first.wait_for(timeout=60_000)
    script = tab.evaluate(_SCRIPT_BEFORE, tab.evaluate("performance.now()"))
    if screen.has_picture:
        wait(lambda: tab.evaluate(_HAS_PICTURE), seconds=60)
    tab.wait_for_timeout(_SETTLED_MS)
    seen: dict[str, float] = tab.evaluate("seen")
    tab.close()
    return seen | {"script": script}


def _slow_down(context: BrowserContext, tab: Page) -> None:
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", _NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _CPU_SLOWDOWN})
