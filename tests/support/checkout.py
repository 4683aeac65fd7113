"""The files of this checkout, as text: what git tracks or would track."""

import ast
import functools
import subprocess
from pathlib import Path

import pytest

from infra.functions import ROOT


@functools.cache
def files(*suffixes: str, under: tuple[str, ...] = ("",)) -> tuple[Path, ...]:
    """Every file with one of the suffixes, under one of the paths from the root.

    Skips the module that asks where there is no git checkout to ask.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout", allow_module_level=True)
    names = sorted(set(listed.stdout.split("\0")))
    found = (name for name in names if name.endswith(suffixes) and name.startswith(under))
    return tuple(ROOT / name for name in found if (ROOT / name).is_file())


def short(file: Path) -> str:
    return str(file.relative_to(ROOT))


@functools.cache
def names_of_tests() -> frozenset[str]:
    """Of every test in the checkout."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    trees = [ast.parse(file.read_text()) for file in files(".py", under=("tests/",))]
    names = {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, functions)}
    return frozenset(name for name in names if name.startswith("test_"))
