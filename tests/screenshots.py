"""`python -m tests.screenshots`: the pictures in docs/images, taken from a running `make run`."""

import io
import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

import requests
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from infra.functions import ROOT
from tests.support.app import App, opened
from tests.support.browser import chromium
from tests.support.factories import draft
from tests.support.proxy import Proxy
from tests.support.relay import Relay
from tests.support.stack import Stack
from tests.support.waiting import wait

_FOLDER = ROOT / "docs/images"
_YEAR = datetime.now(UTC).year + 1
_EVENT: dict[str, Any] = {
    "title": "Summer Jazz Night",
    "description": "Two stages, one courtyard and a long evening under the lamps. Bring a blanket: "
    "the lawn opens at six, and the last band plays until the neighbours complain.\n\n"
    "Doors open an hour before. Programme: https://example.com/jazz",
    "starts_at": f"{_YEAR}-06-12T19:30:00+02:00",
    "ends_at": f"{_YEAR}-06-12T23:00:00+02:00",
    "tickets": [
        {"name": "General admission", "price": 1800, "currency": "EUR", "quantity": 120},
        {"name": "Students", "price": 900, "currency": "EUR", "quantity": 40},
    ],
}


def main() -> None:
    described = json.loads((ROOT / ".local/stack.json").read_text())
    stack = Stack(described, ROOT / ".local", Relay(), Relay(), Proxy(), Proxy())
    person, key = stack.person("Olivia Organizer"), str(uuid.uuid4())
    answer = stack.publish(person, draft(**_EVENT), key)
    url = answer.json()["public_url"]
    stack.settled(key, "cover")
    stack.settled(key, "confirmation")
    wait(lambda: "made by AI" in requests.get(url, timeout=10).text)
    mail = stack.mails(person.email)[0]
    html = requests.get(
        f"{stack['inbox']}/api/email/{mail['id']}/html", timeout=10
    ).content.decode()
    _FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for name, width in (("page-phone", 390), ("page-desktop", 1280), ("page-dark", 390)):
            _take(browser, name, width, lambda tab: tab.goto(url))
        for name, width in (("email", 640), ("email-dark", 390)):
            _take(browser, name, width, lambda tab: tab.set_content(html))
        _front_end(browser, stack)


def _take(browser: Browser, name: str, width: int, show: Callable[[Page], object]) -> None:
    scheme: Literal["dark", "light"] = "dark" if name.endswith("dark") else "light"
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    show(tab)
    tab.wait_for_load_state("networkidle")
    tab.screenshot(path=_FOLDER / f"{name}.png", full_page=True)
    print(_FOLDER / f"{name}.png")


# --- The front end -------------------------------------------------------------------------------

_OTHERS = {
    "Open air cinema: short films": f"{_YEAR}-07-30",
    "Repair café": f"{_YEAR}-03-06",
    "Choir rehearsal, come and sing": f"{_YEAR}-04-14",
}


def _front_end(browser: Browser, stack: Stack) -> None:
    """An organizer's way, screen by screen; on a phone in the dark at its end."""
    email = f"olivia.{uuid.uuid4().hex[:4]}@example.com"
    person = stack.person("Olivia Organizer", email=email)
    for title, day in _OTHERS.items():
        times = {"starts_at": f"{day}T19:00:00+02:00", "ends_at": f"{day}T21:30:00+02:00"}
        answer = stack.publish(person, draft(**_EVENT | times | {"title": title}))
    cancelled = answer.json()["event_id"]
    calm: dict[str, Any] = {"reduced_motion": "reduce"}
    with opened(browser, stack, person, viewport={"width": 1100, "height": 760}, **calm) as app:
        app.go()
        expect(app.button("Continue as the demo organizer")).to_be_visible()
        _keep(app, "web-sign-in")
        app.sign_in("/new")
        app.fill(title=_EVENT["title"])
        app.tab.get_by_role("link", name="When and where", exact=True).click()
        app.tab.get_by_label("Starts").fill(f"{_YEAR}-06-12T19:30")
        app.tab.get_by_label("Ends").fill(f"{_YEAR}-06-12T23:00")
        app.tab.get_by_label("Address").fill("Knaackstr. 97, Berlin")
        app.step("Cover")
        app.tab.get_by_label("Design 3", exact=True).check()
        expect(app.tab.locator("[aria-busy=true]")).to_have_count(0)
        expect(app.tab.locator(".tile img")).to_have_count(8)
        _keep(app, "web-wizard")
        app.tab.get_by_label("Painted by AI").check()
        app.tab.get_by_role("link", name="Review", exact=True).click()
        app.stack.gemini_will("slow", str(_EVENT["title"]), seconds=4, times=1)
        app.button("Publish").click()
        event = app.is_live()
        expect(app.tab.locator(".picture img")).to_be_visible()
        expect(app.tab.get_by_text("We emailed your confirmation")).to_be_visible()
        _keep(app, "web-publishing")
        expect(app.tab.get_by_text("made by AI")).to_be_visible(timeout=20_000)
        _change(app, event, cancelled)
        app.go("/dashboard")
        expect(app.tab.locator(".picture img")).to_have_count(len(_OTHERS) + 1, timeout=20_000)
        _keep(app, "web-dashboard")
    phone: dict[str, Any] = {
        "viewport": {"width": 390, "height": 844},
        "is_mobile": True,
        "has_touch": True,
    }
    with opened(browser, stack, person, color_scheme="dark", **phone, **calm) as app:
        app.sign_in(f"/dashboard/events/{event}/success")
        expect(app.tab.locator(".picture img")).to_be_visible()
        _keep(app, "web-phone")


def _change(app: App, event: str, cancelled: str) -> None:
    """An edit before it is saved, and an event that was cancelled."""
    app.go(f"/dashboard/events/{event}/edit")
    app.tab.get_by_label("Title").fill(f"{_EVENT['title']} under the lamps")
    app.tab.get_by_label("Starts").fill(f"{_YEAR}-06-19T19:30")
    expect(app.tab.get_by_text("What happens when you save")).to_be_visible()
    app.tab.evaluate("scrollTo(0, 0)")
    _keep(app, "web-edit", full_page=False)
    app.stack.settled(cancelled, "cover")
    app.go(f"/dashboard/events/{cancelled}")
    question = app.ask("Cancel event")
    question.get_by_label("Note for guests").fill("Half the choir is ill. Tickets are refunded.")
    question.get_by_role("button", name="Cancel event").click()
    expect(app.heading("This event is cancelled")).to_be_focused()
    app.stack.settled(cancelled, "cover")
    app.stack.settled(cancelled, "confirmation")
    expect(app.tab.get_by_text("is up to date")).to_be_visible()
    app.tab.reload()
    expect(app.tab.get_by_role("region", name="History")).to_contain_text("Cancelled")
    expect(app.tab.locator(".picture img")).to_be_visible()
    _keep(app, "web-cancelled")


def _keep(app: App, name: str, *, full_page: bool = True) -> None:
    """Of 256 colours: a screen needs no more, and a repository keeps what it is given for ever."""
    app.tab.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
    shot = Image.open(io.BytesIO(app.tab.screenshot(full_page=full_page))).convert("RGB")
    shot.quantize(256).save(_FOLDER / f"{name}.png", optimize=True)
    print(_FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
