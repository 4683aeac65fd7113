"""The journey: what an organizer and a guest do, step by step, and what is cleaned up after them.

`make smoke` makes the same journey from an operator's machine.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from functions.canary.proofs import Check
from functions.canary.visitor import Failed, Visitor
from shared.store import canaries
from shared.store.canaries import Run

_DEAD_AFTER = timedelta(minutes=10)  # no run takes as long
_PAUSE = 0.2  # seconds between two looks, at first


@dataclass(frozen=True)
class Line:
    """A step, with the seconds that it took, and why it failed."""

    name: str
    seconds: float
    error: str = ""


@dataclass(frozen=True)
class Product:
    """What is tried. `at` are the addresses of functions that are called past the site.

    `proofs` says of each secret whether it is accepted, by its name. `attest` gets tokens of App
    Check, where the functions demand them.
    """

    site: str
    proofs: Mapping[str, Callable[[], Check]]
    at: Mapping[str, str] = field(default_factory=dict)
    attest: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Patience:
    """Seconds: for a worker, which may have to start first; for a page, which a cache may keep for
    a minute; for the sweep, which runs every minute, and whose message has a way to go.
    """

    work: float = 60
    page: float = 70
    sweep: float = 130


class Journey:
    """One run, of which each step is reported."""

    def __init__(
        self,
        product: Product,
        report: Callable[[Line], None],
        patience: Patience = Patience(),
    ) -> None:
        self._product, self._report, self._patience = product, report, patience
        self._failed = False
        self._visitor = Visitor(product.site, product.at, product.attest)
        self._run: Run
        self._is_mine = False
        self._draft: dict[str, Any] = {}
        self._slug = self._cover_url = ""
        self._revision = 0

    def make(self, name: str) -> bool | None:
        """Whether all went well; None when another has the run of this name.

        A step that fails ends the journey. What it has made is removed all the same.
        """
        if not self._step("claim", partial(self._claim, name)):
            return False
        if not self._is_mine:
            return None
        for secret, proof in self._product.proofs.items():
            self._step(f"secret {secret}", partial(_proved, proof))
        try:
            self._go(
                ("what earlier runs left", self._tidy_up),
                ("account", self._sign_up),
                ("publish", self._publish),
                ("cover", self._cover),
                ("confirmation", self._confirmation),
                ("page", self._page),
                ("change", self._change),
                ("page after the change", self._changed_page),
                ("sweep", self._sweep),
                ("taken down", self._take_down),
            )
        finally:
            self._step("purge", self._purge)
            self._step("account gone", self._leave)
        if not self._failed:
            self._step("end", partial(canaries.end, self._run))
        return not self._failed

    def _go(self, *steps: tuple[str, Callable[[], None]]) -> None:
        for name, step in steps:
            if not self._step(name, step):
                break

    def _step(self, name: str, step: Callable[[], None]) -> bool:
        start, error = time.monotonic(), ""
        try:
            step()
        except Failed as failed:
            error = str(failed)
        except Exception as bug:  # noqa: BLE001  # whatever it is, what comes after it must be done
            error = f"{type(bug).__name__}: {bug}"
        self._failed = self._failed or bool(error)
        self._report(Line(name, round(time.monotonic() - start, 2), error))
        return not error

    def _claim(self, name: str) -> None:
        if run := canaries.begin(name):
            self._run, self._is_mine = run, True

    # --- The organizer and the guest --------------------------------------------------------------

    def _tidy_up(self) -> None:
        for run in canaries.begun_before(datetime.now(UTC) - _DEAD_AFTER):
            if not run.ended:
                canaries.purge(run)
                if self._visitor.sign_in(run.email, run.password):
                    self._visitor.delete_account()
            canaries.forget(run)

    def _sign_up(self) -> None:
        self._visitor.sign_up(self._run.email, self._run.password)

    def _publish(self) -> None:
        start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
        self._draft = {
            "title": f"Canary {self._run.name}",
            "description": "Published by a machine, and gone in a minute.",
            "starts_at": start.isoformat(),
            "ends_at": (start + timedelta(hours=2)).isoformat(),
            "timezone": "Europe/Berlin",
            "location": {"kind": "online", "url": "https://example.com/canary"},
            "tickets": [{"name": "Seed", "price": 0, "currency": "EUR", "quantity": 1}],
            "visibility": "unlisted",
            "cover": {"kind": "composed", "design": 0},  # nothing is paid for
        }
        self._slug = self._visitor.publish(self._run.event_id, self._draft)["slug"]

    def _cover(self) -> None:
        cover = self._finished("cover", "the image worker")
        self._cover_url = cover["url"]
        picture = self._visitor.picture(self._cover_url)
        kind = picture.headers.get("Content-Type")
        if not (picture.ok and kind == "image/webp"):
            raise Failed(f"its address answers {picture.status_code}, {kind}")

    def _confirmation(self) -> None:
        state = self._finished("confirmation", "the email worker")["state"]
        if state != "skipped":  # a throw-away address is never written to
            raise Failed(f"it is {state}, though the address is not verified")

    def _page(self) -> None:
        self._sees(200, self._draft["title"], self._cover_url)

    def _change(self) -> None:
        self._draft["title"] += ", changed"
        body = {name: value for name, value in self._draft.items() if name != "cover"}
        self._revise(body)

    def _changed_page(self) -> None:
        self._sees(200, self._draft["title"])
        self._finished("cover", "the image worker")
        self._finished("confirmation", "the email worker")

    def _sweep(self) -> None:
        canaries.lose_message(self._run)
        self._finished("confirmation", "the sweep", self._patience.sweep)

    def _take_down(self) -> None:
        self._revise(None)
        self._sees(410)

    def _revise(self, draft: dict[str, Any] | None) -> None:
        answer = self._visitor.change(self._run.event_id, canaries.new_key(), self._revision, draft)
        self._revision = answer["revision"]

    # --- What is left -----------------------------------------------------------------------------

    def _purge(self) -> None:
        canaries.purge(self._run)
        if self._slug and (status := self._visitor.page(self._slug).status_code) != 410:
            raise Failed(f"its page answers {status}")

    def _leave(self) -> None:
        if self._visitor.is_signed_in:
            self._visitor.delete_account()

    # --- Waiting ----------------------------------------------------------------------------------

    def _finished(self, work: str, who: str, seconds: float | None = None) -> dict[str, Any]:
        """The work's part of the event, once nothing of it is left to do."""
        found: dict[str, Any] = {}

        def look() -> str:
            found.clear()
            found.update(self._visitor.event(self._run.event_id)[work])
            error = f" ({found['error']})" if found.get("error") else ""
            return f"{who} has not finished it{error}" if "due" in found else ""

        self._wait(look, seconds or self._patience.work)
        return found

    def _sees(self, status: int, *shown: str) -> None:
        def look() -> str:
            page = self._visitor.page(self._slug)
            if page.status_code != status:
                return f"the page answers {page.status_code}"
            lacks = [each for each in shown if each not in page.text]
            return f"the page is stale, it lacks {lacks[0]!r}" if lacks else ""

        self._wait(look, self._patience.page)

    def _wait(self, look: Callable[[], str], seconds: float) -> None:
        """Until `look` has nothing to say. Raises Failed with what it said last."""
        start = time.monotonic()
        while missing := look():
            waited = time.monotonic() - start
            if waited > seconds:
                raise Failed(f"{missing}, after {seconds:g} s")
            time.sleep(max(_PAUSE, waited / 10))  # each look at an event is a read


def _proved(proof: Callable[[], Check]) -> None:
    accepted, answer = proof()
    if not accepted:
        raise Failed(answer)
