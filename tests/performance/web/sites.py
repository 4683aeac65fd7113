"""The sites that are visited, all on one stack, and who visits them."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from playwright.sync_api import Browser, BrowserContext, expect

from infra.functions import ROOT
from infra.local import programs
from infra.local.addresses import PORTS, Addresses
from tests.performance.compressing import compressing
from tests.performance.world import World
from tests.support.app import opened
from tests.support.ports import free_port
from tests.support.stack import Person, Stack
from tests.support.waiting import wait

_PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


@contextmanager
def serving(world: World, stack: Stack, plain: Path) -> Iterator[tuple[Stack, Stack | None, Stack]]:
    """Ours, the one that another checkout has built, and plain pages, by the same server."""
    at = Addresses((urlsplit(stack["site"]).port or 0) - PORTS["site"])
    with compressing(at.host("firestore")) as firestore, ExitStack() as running:
        ours, before, beside = (
            running.enter_context(_site(stack, at, checkout, firestore)) if checkout else None
            for checkout in (ROOT, world.before, plain)
        )
        assert ours
        assert beside
        yield ours, before, beside


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
        requests.get(site, timeout=2)
    except requests.ConnectionError:
        return False
    return True


@contextmanager
def profile(
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
