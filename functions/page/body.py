"""Response bodies that are made and compressed once, when somebody first needs their bytes."""

import gzip
import hashlib
import os
import secrets
from collections.abc import Callable

_RELEASE = os.environ.get("K_REVISION") or secrets.token_hex(16)
"""Cloud Run's name of the code and the settings that make bodies, the same on every instance;
elsewhere this process's own.
"""


class Body:
    """The bytes that `make` returns, always the same ones; none are made for `tag`."""

    def __init__(self, make: Callable[[], bytes], *names: object) -> None:
        """`names` identify the body among all that this release makes."""
        self._make = make
        self._data: bytes | None = None
        self._compressed: bytes | None = None
        self.tag = hashlib.sha256(repr((_RELEASE, *names)).encode()).hexdigest()[:32]
        """For a strong ETag."""

    # No cached_property: all bodies share its lock in Python 3.11, and some are made in threads.

    @property
    def is_made(self) -> bool:
        return self._data is not None

    @property
    def data(self) -> bytes:
        if self._data is None:
            self._data = self._make()
        return self._data

    @property
    def compressed(self) -> bytes:
        if self._compressed is None:
            self._compressed = gzip.compress(self.data, compresslevel=6, mtime=0)
        return self._compressed
