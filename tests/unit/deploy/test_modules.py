"""A module's failure is judged by what it says, not by where in the code it is raised."""

import sys
from types import ModuleType

import pytest

from infra.deploy import modules, retries


def test_the_line_of_a_failure_is_no_status_of_http(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("failing")
    lines = "\n" * 403 + "def main():\n    raise KeyError('order')\n"  # line 405 raises
    source = lines.replace("    raise", "\n" * 98 + "    raise")  # line 503 does
    exec(compile(source, "failing.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, "failing", module)

    code, _, error = modules.run("failing")

    assert (code, error) == (1, "KeyError: 'order'\n")
    assert retries.pause(error, 0) is None
