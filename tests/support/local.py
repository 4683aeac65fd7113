"""The local stack's command, until it ends by itself."""

import os
import subprocess
import sys

from infra.functions import ROOT


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m infra.local`, which ends by itself when it cannot start."""
    return subprocess.run(
        [sys.executable, "-m", "infra.local", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
