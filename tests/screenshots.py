"""`python -m tests.screenshots`: the pictures in docs/images, taken from a running `make run`."""

import json
import uuid
from collections.abc import Callable
from typing import Literal

import requests
from playwright.sync_api import Browser, Page

from infra.functions import ROOT
from tests.browser import chromium
from tests.proxy import Proxy
from tests.relay import Relay
from tests.stack import Stack, draft, wait

_FOLDER = ROOT / "docs/images"
_EVENT = {
    "title": "Summer Jazz Night",
    "description": "Two stages, one courtyard and a long evening under the lamps. Bring a blanket: "
    "the lawn opens at six, and the last band plays until the neighbours complain.\n\n"
    "Doors open an hour before. Programme: https://example.com/jazz",
    "starts_at": "2027-06-12T19:30:00+02:00",
    "ends_at": "2027-06-12T23:00:00+02:00",
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


def _take(browser: Browser, name: str, width: int, show: Callable[[Page], object]) -> None:
    scheme: Literal["dark", "light"] = "dark" if name.endswith("dark") else "light"
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    show(tab)
    tab.wait_for_load_state("networkidle")
    tab.screenshot(path=_FOLDER / f"{name}.png", full_page=True)
    print(_FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
