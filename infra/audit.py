"""`make audit`: known vulnerabilities of every lock file, and licences of what is deployed.

Without access to a vulnerability database its lock files are skipped, and reported as such.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from infra.functions import ROOT

UV = ".venv/bin/uv"
PIP_AUDIT = "pip-audit==2.10.1"
# Licences that ask for no more than a notice, or for the source of the package's own files.
ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|HPND|"
    r"Artistic|Unlicense|OFL)\b"
)
_UNDECLARED = {
    # The dictionary's own terms: its notices must be kept, nothing else.
    "ipadic": "NAIST-2003, BSD-like",
}
"""Licences of packages whose metadata name none."""
_FOUND = re.compile(r"Found \d+ known|\d+ (\w+ severity )?vulnerabilit(y|ies)")
_UNREACHABLE = re.compile(r"ConnectionError|Max retries|not found on PyPI|ENOTFOUND|audit endpoint")


def main() -> int:
    return max([_licences(), *map(_vulnerabilities, lock_files())])


def lock_files() -> Iterator[Path]:
    """Relative to the checkout; nothing in it that is hidden or was installed."""
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = sorted(
            name for name in subfolders if name[0] != "." and name != "node_modules"
        )
        for name in sorted(names):
            if re.fullmatch(r"package-lock\.json|requirements.*\.txt", name):
                yield (Path(folder) / name).relative_to(ROOT)


def _licences() -> int:
    wrong = [f"  {name}: {licence}" for name, licence in licences() if not ALLOWED.search(licence)]
    print("licences:", "\n".join(["not allowed", *wrong]) if wrong else "ok")
    return 1 if wrong else 0


def licences() -> Iterator[tuple[str, str]]:
    """Each package of requirements.txt that is installed, and its licence."""
    pinned = re.findall(r"^([\w.-]+)(?:\[.*\])?==", (ROOT / "requirements.txt").read_text(), re.M)
    for name in pinned:
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # it is for another platform
            continue
        fields = ("License-Expression", "License", "Classifier")
        words = [word for field in fields for word in about.get_all(field) or []]
        named = "; ".join(word for word in words if "::" not in word or "License" in word)
        yield name, named or _UNDECLARED.get(name, "")


def _vulnerabilities(file: Path) -> int:
    command = _npm_audit(file.parent) if file.name == "package-lock.json" else _pip_audit(file)
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    output = completed.stdout + completed.stderr
    if _UNREACHABLE.search(output) and not _FOUND.search(output):
        print(f"{file}: skipped, the vulnerability database cannot be reached")
        return 0
    print(f"{file}:", f"vulnerable\n{output}" if completed.returncode else "ok")
    return completed.returncode


def _pip_audit(file: Path) -> tuple[str, ...]:
    tool = (UV, "tool", "run", "--from", PIP_AUDIT, "pip-audit")
    return (*tool, "--disable-pip", "--require-hashes", "-r", str(file))


def _npm_audit(folder: Path) -> tuple[str, ...]:
    return ("npm", "--prefix", str(folder), "audit", "--audit-level=high")


if __name__ == "__main__":
    sys.exit(main())
