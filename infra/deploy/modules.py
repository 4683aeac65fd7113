"""Commands that are modules of this package: they run in this process.

A program of its own would load itself and ask gcloud for a token each time, which takes longer than
all that it does. A shell runs the same command: `.venv/bin/python -m MODULE ARGUMENT…`.
"""

import importlib
import io
import traceback
from contextlib import redirect_stdout


def run(name: str, *arguments: str) -> tuple[int, str, str]:
    """The exit code, what the module's `main` prints, and what it fails with."""
    output = io.StringIO()
    try:
        with redirect_stdout(output):
            code = importlib.import_module(name).main(*arguments)
    except SystemExit as error:
        return 1, output.getvalue(), str(error)
    except Exception as error:  # noqa: BLE001  # its kind says whether it passes: infra.deploy.retries
        return 1, output.getvalue(), "".join(traceback.format_exception_only(error))
    return code, output.getvalue(), ""
