"""What `make mutants` runs is there: pytest refuses the whole run when one path is not."""

import tomllib

from infra.functions import ROOT

_MUTMUT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]


def test_the_tests_that_notice_edits_exist() -> None:
    for path in _MUTMUT["pytest_add_cli_args_test_selection"]:
        assert (ROOT / path).exists(), path


def test_the_tests_that_are_left_out_exist() -> None:
    """A new name would let a slow test back in."""
    left_out = [arg for arg in _MUTMUT["pytest_add_cli_args"] if arg.startswith("--deselect=")]

    assert left_out
    for each in left_out:
        path, _, name = each.removeprefix("--deselect=").partition("::")
        assert f"def {name}(" in (ROOT / path).read_text(), each


def test_every_module_that_is_edited_exists() -> None:
    for pattern in _MUTMUT["only_mutate"]:
        assert list(ROOT.glob(pattern)), pattern
