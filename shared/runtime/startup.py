"""How an entry point loads: imported before all else of ours, called when the rest is there.

Loading makes some 500,000 objects that all stay. Collecting garbage meanwhile finds none and takes
a sixth of a cold start; afterwards they are set aside, so that no collection visits them again
(docs/performance.md).
"""

import gc

gc.disable()

from importlib import import_module  # noqa: E402

from shared.runtime import log  # noqa: E402
from shared.runtime.settings import settings  # noqa: E402


def ready(*needed: str, loads: tuple[str, ...] = ()) -> None:
    """Check the variables that are needed, set up the log, and import what requests will use.

    Modules only: gunicorn forks after this, and clients do not outlive a fork. Ends the process
    with one line for every variable that is missing or wrong.
    """
    settings(*needed)
    log.setup()
    for name in loads:
        import_module(name)
    gc.freeze()
    gc.enable()
