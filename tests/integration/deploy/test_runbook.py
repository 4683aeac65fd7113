"""Every command in the runbook exists, and every alert has a section there that says what to do."""

import re
import shlex
import subprocess
from types import ModuleType

import pytest

from infra.deploy import __main__ as deploy
from infra.functions import ROOT
from infra.ops import __main__ as ops
from tests.support.monitoring import ALERTS
from tests.support.plans import RUNBOOK, anchors, environment, runbook_lines

TEXT = RUNBOOK.read_text()
PROGRAMS: dict[str, ModuleType] = {"infra.deploy": deploy, "infra.ops": ops}
EVENT = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
MAKES = sorted({line[line.index("make ") :] for line in runbook_lines() if "make " in line})


@pytest.mark.parametrize("line", MAKES)
def test_a_make_line_runs_dry_and_what_it_would_run_is_understood(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dry = subprocess.run(
        ["make", "-n", *shlex.split(line)[1:]],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert dry.returncode == 0, dry.stderr
    for command in dry.stdout.splitlines():
        if any(f"-m {name} " in command for name in PROGRAMS):
            _assert_understood(command.replace("EVENT", EVENT), monkeypatch)


def _assert_understood(command: str, patch: pytest.MonkeyPatch) -> None:
    """By the program's own parser; it exits with 2 where it is not."""
    _, _, module, *arguments = shlex.split(command)
    patch.setattr("sys.argv", [module, *arguments])
    assert PROGRAMS[module]._options().command in arguments


def test_there_are_lines_to_check() -> None:
    assert len(MAKES) > 20
    assert sum("make ops " in line for line in MAKES) > 5
    with pytest.raises(SystemExit), pytest.MonkeyPatch.context() as patch:
        _assert_understood("python -m infra.ops no-such-command", patch)


@pytest.mark.parametrize("name", ALERTS)
def test_an_alerts_section_says_what_it_means_how_to_look_and_what_to_do(name: str) -> None:
    section = re.search(rf"^## {name}\n(.*?)(?=^#+ |\Z)", TEXT, re.MULTILINE | re.DOTALL)

    assert section
    for word in ("**Means**", "**Look**", "**Do**", "```sh"):
        assert word in section[1]


def test_its_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert link.startswith("https://") or (RUNBOOK.parent / link).exists(), link
    assert set(re.findall(r"\]\(#([\w-]+)\)", TEXT)) <= anchors()
