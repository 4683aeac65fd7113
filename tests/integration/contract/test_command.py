"""`python -m infra.contract --check`, as CI and a contributor run it."""

import subprocess
import sys

from infra.functions import ROOT


def test_the_check_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "infra.contract", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
