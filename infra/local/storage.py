"""The Cloud Storage emulator in memory, without its index of all objects.

It writes the index for its next start, which in memory never comes, again at each upload: a stack's
thousandth takes it ten times as long as the first.
"""

from gcp_storage_emulator.__main__ import main
from gcp_storage_emulator.storage import Storage

if __name__ == "__main__":
    Storage._write_config_to_file = lambda _: None  # type: ignore[method-assign]
    main()
