"""Cloud Scheduler, with minutes of half a second."""

from contextlib import AbstractContextManager

import requests

from tests.support.repeating import repeated
from tests.support.stack import Stack


def sweeping(stack: Stack) -> AbstractContextManager[None]:
    return repeated(lambda: requests.post(stack["sweep"], timeout=60), every=0.5)
