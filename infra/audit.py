"""`python -m infra.audit`: known vulnerabilities and licences of what is deployed.

What needs a database that cannot be reached is skipped, and says so; `make audit`.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata

from infra.functions import ROOT

PIP_AUDIT = "pip-audit==2.10.1"
# Ours is used by anyone: what asks for nothing but its own notice, or for its own files' sources.
ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|HPND|Artistic|Unlicense)\b"
)
_FOUND = re.compile(r"Found \d+ known|\d+ (\w+ severity )?vulnerabilit(y|ies)")
_UNREACHABLE = re.compile(r"ConnectionError|Max retries|not found on PyPI|ENOTFOUND|audit endpoint")


def main() -> int:
    return max(_licences(), _pip(), _npm("web"), _npm("infra/local"))


def _licences() -> int:
    wrong = [f"  {name}: {licence}" for name, licence in licences() if not ALLOWED.search(licence)]
    print("licences:", "\n".join(["look at these", *wrong]) if wrong else "ok")
    return 1 if wrong else 0


def licences() -> Iterator[tuple[str, str]]:
    """Of everything that requirements.txt pins and this machine installs."""
    pinned = re.findall(r"^([\w.-]+)(?:\[.*\])?==", (ROOT / "requirements.txt").read_text(), re.M)
    for name in pinned:
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # another platform's
            continue
        fields = ("License-Expression", "License", "Classifier")
        words = [word for field in fields for word in about.get_all(field) or []]
        yield name, "; ".join(word for word in words if "::" not in word or "License" in word)


def _pip() -> int:
    tool = (".venv/bin/uv", "tool", "run", "--from", PIP_AUDIT, "pip-audit")
    return _audited(
        "pip-audit", (*tool, "--disable-pip", "--require-hashes", "-r", "requirements.txt")
    )


def _npm(folder: str) -> int:
    return _audited(
        f"npm audit {folder}", ("npm", "--prefix", folder, "audit", "--audit-level=high")
    )


def _audited(name: str, command: tuple[str, ...]) -> int:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    if _UNREACHABLE.search(said) and not _FOUND.search(said):
        print(f"{name}: skipped, its database cannot be reached from here")
        return 0
    print(f"{name}:", f"look at these\n{said}" if done.returncode else "ok")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
