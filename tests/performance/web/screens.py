"""Where the screens are, what people come to them for, and what they do there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.support.texts import Texts

_GOOD_LCP_MS = 2500.0  # https://web.dev/articles/lcp
_say = Texts("en")


def _nothing(_: Page) -> None:
    """A page that is only read."""


@dataclass(frozen=True)
class Screen:
    path: str
    usable: str
    """What people come for: a selector."""
    lcp_ms: float = _GOOD_LCP_MS
    has_picture: bool = False
    signed_in: bool = False
    use: Callable[[Page], None] = _nothing
    """Types, taps and opens, by real input. It waits by CSS: to ask for roles slows the page."""


PLAIN = Screen("", "h1")


def screens_of(event_id: str, slug: str) -> dict[str, Screen]:
    """The wizard last: what is typed there is a draft on the dashboard from then on."""
    event = f"/dashboard/events/{event_id}"
    cards, poster = ".grid h3", ".event h2"
    return {
        "sign-in": Screen("/", "[name=email]", lcp_ms=1200, use=_sign_in),
        "dashboard": Screen("/dashboard", cards, has_picture=True, signed_in=True, use=_dashboard),
        "event": Screen(event, poster, has_picture=True, signed_in=True, use=_event),
        "public page": Screen(f"/e/{slug}", "h1", lcp_ms=1000, has_picture=True, use=_page),
        "wizard": Screen("/new", "main form input", signed_in=True, use=_wizard),
    }


def _sign_in(tab: Page) -> None:
    tab.get_by_label(_say("signIn.email"), exact=True).press_sequentially("ada@")
    _tap(tab, "signIn.usePassword")


def _dashboard(tab: Page) -> None:
    _tap(tab, "account.open")
    tab.locator("dialog").wait_for()
    tab.keyboard.press("Escape")
    tab.locator(".grid h3 a").first.tap()
    tab.locator(".event h2").first.wait_for()


def _event(tab: Page) -> None:
    _tap(tab, "change.cancel")
    tab.locator("dialog").wait_for()
    tab.keyboard.press("Escape")


def _page(tab: Page) -> None:
    tab.locator("#copy").tap()


def _wizard(tab: Page) -> None:
    tab.get_by_label(_say("wizard.title"), exact=True).press_sequentially("Jazz")
    _tap(tab, "wizard.continue")
    tab.get_by_role("heading", name=_say("wizard.whenTitle"), exact=True).wait_for()


def _tap(tab: Page, key: str) -> None:
    tab.get_by_role("button", name=_say(key), exact=True).tap()
