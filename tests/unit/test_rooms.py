"""The tests themselves: what import-linter cannot say of their rooms."""

import ast

from infra.functions import ROOT


def test_nothing_is_imported_from_a_test_or_a_conftest() -> None:
    """What two of them need lives in tests.support."""
    files = [file for file in (ROOT / "tests").rglob("*.py") if "node_modules" not in file.parts]
    imported = {
        (str(file.relative_to(ROOT)), node.module)
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tests.")
    }

    assert len(imported) > 100
    for file, module in imported:
        name = module.rpartition(".")[2]
        assert not name.startswith("test_"), f"{file} imports {module}"
        assert name != "conftest", f"{file} imports {module}"
