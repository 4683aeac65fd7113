"""Response bodies that are compressed and hashed once, however often they are sent."""

import gzip
import hashlib
from functools import cached_property


class Body:
    """The bytes of a response, with their gzip form and hash computed on first use."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def compressed(self) -> bytes:
        return gzip.compress(self.data, compresslevel=6, mtime=0)

    @cached_property
    def tag(self) -> str:
        """A hash of the bytes, for a strong ETag."""
        return hashlib.sha256(self.data).hexdigest()[:32]
