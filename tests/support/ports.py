"""Ports that are free, for whoever starts something that listens."""

import os
import random
import socket

from infra.local.addresses import Addresses

_WORKERS = 8


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_offset() -> int:
    """A PORT_OFFSET under which nothing listens yet: drawn, so that runs at once do not meet.

    The processes of one run draw from sets of their own: between the look and the listening lie
    seconds. Below the ports that clients are given, and the site not on 10080, which browsers bar.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % _WORKERS
    candidates = list(range(3000 + 100 * worker, 22_000, 100 * _WORKERS))
    random.shuffle(candidates)
    return next(n for n in candidates if n + 8080 != 10_080 and not Addresses(n).conflicts())
