"""Chromium: its headless shell, else the whole browser, on PATH; else Playwright's own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
_ARGUMENTS = ["--no-sandbox", "--font-render-hinting=none"]  # letters as designed, as on a phone


@contextmanager
def chromium() -> Iterator[Browser]:
    """Raises Playwright's error, which names the command to run, when there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield browser
        browser.close()
