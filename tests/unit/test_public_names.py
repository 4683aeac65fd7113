"""What a dependency marks as private, the next version of it may change."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.functions import ROOT

_OWN = ("functions", "shared", "infra")
_FILES = [
    file
    for name in _OWN
    for file in sorted((ROOT / name).rglob("*.py"))
    if "node_modules" not in file.parts
]


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _private_names(file: Path) -> Iterator[str]:
    """Underscore names that the file takes from anything but its own classes and our packages."""
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_private(node.attr):
            owner = ast.unparse(node.value)
            if owner.partition(".")[0] not in ("self", "cls"):
                yield f"{owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom | ast.Import):
            module = getattr(node, "module", "") or ""
            for name in node.names:
                parts = [*module.split("."), *name.name.split(".")]
                if parts[0] not in _OWN and any(map(_is_private, parts)):
                    yield f"{module} {name.name}".strip()


@pytest.mark.parametrize("file", _FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_private_name_of_a_dependency_is_used(file: Path) -> None:
    assert not list(_private_names(file))


def test_one_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "file.py"
    file.write_text(
        "import logging, grpc._channel\nfrom firebase_admin import _apps\nlogging._srcfile = None\n"
    )

    assert sorted(_private_names(file)) == [
        "firebase_admin _apps",
        "grpc._channel",
        "logging._srcfile",
    ]
