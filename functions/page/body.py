"""A body as it travels: plain or compressed, each form under a strong ETag of its own."""

import gzip
import hashlib
from functools import cached_property


class Body:
    """Compressed and hashed when first asked for, and kept for as long as the body itself."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def compressed(self) -> bytes:
        return gzip.compress(self.data, compresslevel=6, mtime=0)

    @cached_property
    def tag(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:32]
