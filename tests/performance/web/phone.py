"""A visit with nothing in the cache: what the browser itself says of it.

1.6 Mbit/s, 150 ms a request and a CPU four times as slow are Lighthouse's values for a phone on
slow 4G (https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md).
"""

import json
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page

from tests.performance.web.screens import Screen

_NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
_CPU_SLOWDOWN = 4
_SETTLED_SECONDS = 1.0  # without a request
_MAX_SECONDS = 60
_ANSWERED_MS = 500  # for the paint after the last input, and for what observers say of it
_OBSERVE = """
    window.seen = { LCP: 0, CLS: 0, usable: 0, interactions: {} };
    const observe = (type, note, more) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note))
        .observe({ type, buffered: true, ...more });
    observe("largest-contentful-paint", (entry) => { seen.LCP = entry.startTime; });
    observe("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.CLS += entry.value; });
    observe("event", ({ interactionId: id, duration }) => {
      if (id) seen.interactions[id] = Math.max(seen.interactions[id] ?? 0, duration);
    }, { durationThreshold: 16 });
    const watch = () => {
      if (document.querySelector(USABLE)) seen.usable = performance.now();
      else requestAnimationFrame(watch);
    };
    watch();
"""
_PICTURE = """
    () => [...document.querySelectorAll("main img, body > img")]
      .find((img) => img.complete && img.naturalWidth)?.currentSrc ?? ""
"""


@dataclass(frozen=True)
class Visit:
    """Times in milliseconds since the navigation began."""

    lcp: float
    inp: float
    """The slowest interaction's. One under 16 ms is not told by the browser."""
    cls: float
    usable: float
    kilobytes: float
    requests: int
    text: str
    picture: str


class Traffic:
    """What a tab asks for, preflights included."""

    def __init__(self, session: CDPSession) -> None:
        self.requests = 0
        self.bytes = 0.0
        self._under_way: set[str] = set()
        self._changed = time.monotonic()
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", self._ended)

    def is_settled(self) -> bool:
        return not self._under_way and time.monotonic() - self._changed >= _SETTLED_SECONDS

    def _sent(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("http"):
            return
        self.requests += 1
        self._under_way.add(event["requestId"])
        self._changed = time.monotonic()

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._under_way:
            self.bytes += event["encodedDataLength"]
        self._ended(event)

    def _ended(self, event: dict[str, Any]) -> None:
        self._under_way.discard(event["requestId"])
        self._changed = time.monotonic()


def visit(profile: BrowserContext, site: str, screen: Screen) -> Visit:
    tab = profile.new_page()
    session = profile.new_cdp_session(tab)
    _slow_down(session)
    traffic = Traffic(session)
    tab.add_init_script(_OBSERVE.replace("USABLE", json.dumps(screen.usable)))
    tab.goto(site + screen.path, wait_until="commit")
    tab.locator(screen.usable).first.wait_for(timeout=_MAX_SECONDS * 1000)
    _settle(tab, traffic, screen)
    seen = tab.evaluate("seen")
    requests, kilobytes = traffic.requests, traffic.bytes / 1000
    text, picture = tab.evaluate("document.body.innerText"), tab.evaluate(_PICTURE)
    screen.use(tab)
    tab.wait_for_timeout(_ANSWERED_MS)
    interactions = tab.evaluate("Object.values(seen.interactions)")
    tab.close()
    return Visit(
        lcp=seen["LCP"],
        inp=max(interactions, default=0),
        cls=seen["CLS"],
        usable=seen["usable"],
        kilobytes=kilobytes,
        requests=requests,
        text=text,
        picture=picture,
    )


def _slow_down(session: CDPSession) -> None:
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", _NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _CPU_SLOWDOWN})


def _settle(tab: Page, traffic: Traffic, screen: Screen) -> None:
    until = time.monotonic() + _MAX_SECONDS
    while not traffic.is_settled() or (screen.has_picture and not tab.evaluate(_PICTURE)):
        assert time.monotonic() < until, f"{screen.path} does not settle"
        tab.wait_for_timeout(50)  # in which the browser's events arrive
