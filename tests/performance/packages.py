"""What runs in production: the packages of requirements.txt alone, with their bytecode.

A developer's environment holds more, and some packages load more where they find it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from infra.functions import ROOT

_FOLDER = ROOT / ".local/production"


@cache
def scripts(root: Path) -> Path:
    """The folder of functions-framework and Python, for a checkout's own requirements.txt.

    Installed once for each content of that file. Raises SystemExit when it cannot be.
    """
    requirements = root / "requirements.txt"
    if not requirements.exists():
        raise SystemExit(f"{root} is no checkout: there is no requirements.txt")
    folder = _FOLDER / hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    installed = folder / ".installed"
    if not installed.exists():
        print(f"Packages of {requirements} (half a minute) …", file=sys.stderr, flush=True)
        _install(requirements, folder)
        installed.touch()
    return folder / "bin"


def _install(requirements: Path, folder: Path) -> None:
    uv = Path(sys.executable).with_name("uv")
    shutil.rmtree(folder, ignore_errors=True)
    # As the buildpack compiles: unchecked, since nobody changes what is installed.
    environment = os.environ | {"PYC_INVALIDATION_MODE": "UNCHECKED_HASH"}
    install = ("pip", "install", "--quiet", "--require-hashes", "--compile-bytecode")
    for command in (
        (uv, "venv", "--quiet", "--python", sys.executable, folder),
        (uv, *install, "--python", folder, "--requirement", requirements),
    ):
        if subprocess.run(command, env=environment, check=False).returncode:
            raise SystemExit(f"{requirements} cannot be installed")
