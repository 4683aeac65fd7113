"""What a first visit loads."""

import gzip

from playwright.sync_api import expect

from infra.functions import ROOT
from tests.support.app import App
from tests.support.texts import script_of

_DIST = ROOT / "web/dist"
_SIGN_IN_BYTES = 115_000  # gzip: React, the way in, and Firebase Authentication, without texts


def test_the_way_in_loads_neither_firestore_nor_the_wizard(app: App) -> None:
    loaded: list[str] = []
    app.tab.on("request", lambda request: loaded.append(request.url))
    app.go()
    expect(app.button("Continue as the demo organizer")).to_be_visible()
    app.tab.wait_for_load_state("networkidle")

    names = {url.rpartition("/")[2] for url in loaded if url.endswith(".js")}
    texts = {name for name in names if name.startswith("_messages_")}
    assert texts == {script_of("en").name}
    scripts = [(_DIST / "assets" / name).read_bytes() for name in names - texts]
    assert sum(len(gzip.compress(script)) for script in scripts) <= _SIGN_IN_BYTES
    assert not any(name.startswith(("Wizard", "events", "Dashboard")) for name in names)
