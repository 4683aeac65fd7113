"""The Cloud Storage emulator in memory, without its index of all objects.

It writes the index for its next start, which in memory never comes, again at each upload: a stack's
thousandth takes it ten times as long as the first.
"""

import json

from gcp_storage_emulator import storage
from gcp_storage_emulator.__main__ import main


class _NoIndex:
    """What the emulator uses of `json`: it reads an index at its start, and writes one."""

    loads = staticmethod(json.loads)

    @staticmethod
    def dumps(_index: object, **_options: object) -> str:
        return "{}"


if __name__ == "__main__":
    storage.json = _NoIndex  # type: ignore[assignment, attr-defined]
    main()
