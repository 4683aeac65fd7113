"""The environment of a function, for as long as a test needs it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from shared.runtime.settings import settings
from tests.support.factories import SITE

Configure = Callable[..., None]


@contextmanager
def configuring() -> Iterator[Configure]:
    """Sets variables beside the two that every function has; what decides is not inherited."""
    with pytest.MonkeyPatch.context() as patch:

        def configure(**environment: str) -> None:
            for name in list(os.environ):
                if name.endswith("_EMULATOR_HOST") or name.startswith(("GEMINI", "GOOGLE", "K_")):
                    patch.delenv(name)
            every = {"GOOGLE_CLOUD_PROJECT": "a-project", "PUBLIC_URL": SITE}
            for name, value in (every | environment).items():
                patch.setenv(name, value)
            settings.cache_clear()

        configure()
        yield configure
    settings.cache_clear()
