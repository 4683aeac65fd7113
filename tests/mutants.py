"""How many small edits of the pure rooms their unit tests notice: `make mutants`.

mutmut edits each function of `[tool.mutmut]`'s files, one edit at a time, in a copy under
`mutants/`, and runs the tests that call it. What it edited and nobody noticed is listed;
`mutmut show NAME` shows an edit. Tables and limits beside the functions it leaves alone: their
tests are written by hand, with the edit tried.

A sample is the same edits each time, until the code changes; another seed draws others.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

ENOUGH = 85  # per cent
_CONFIG = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["mutmut"]
_RESULTS = Path("mutants")
_KILLED = (1, 3)  # pytest's exit codes: a test failed, or could not run
_TIMED_OUT = (24, -24, 36, 152, 255)  # an edit that never ends is noticed too
_NO_TESTS = (5, 33)
_PIXELS = {  # a room with its tests, the inner one first
    "shared/pixels/lettering": "tests/unit/pixels/lettering",
    "shared/pixels": "tests/unit/pixels",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("room", nargs="*", help="folders or files, like shared/event")
    parser.add_argument("--sample", type=int, help="so many edits of each room instead of all")
    parser.add_argument("--seed", type=int, default=7, help="which edits a sample has")
    arguments = parser.parse_args()
    rooms = [room.removesuffix(".py").strip("/") for room in arguments.room]
    names = [f"{room.replace('/', '.')}.*" for room in rooms]
    shutil.rmtree(_RESULTS, ignore_errors=True)  # its verdicts do not know of changed tests
    if rooms:
        os.environ["PYTEST_ADDOPTS"] = " ".join(
            f"--deselect={path}" for path in _tests_beside(rooms)
        )
    if arguments.sample:
        _run(["nothing is called this"])  # it edits all files before it says that nothing is
        names = [
            name
            for room in rooms or [""]
            for name in _sample(room, arguments.sample, arguments.seed)
        ]
    if code := _run(names):
        raise SystemExit(code)
    edits = names if arguments.sample else [e for room in rooms or [""] for e in _edits(room)]
    sys.exit(_report(set(edits)))


def _run(names: list[str]) -> int:
    mutmut = Path(sys.executable).with_name("mutmut")
    return subprocess.run([str(mutmut), "run", *names], check=False).returncode


def _tests_beside(rooms: list[str]) -> list[str]:
    """What edits need not wait for: pictures know nothing of the rest, nor it of them."""
    selection: list[str] = _CONFIG["pytest_add_cli_args_test_selection"]
    return [path for path in selection if not any(_may_notice(path, room) for room in rooms)]


def _may_notice(path: str, room: str) -> bool:
    for start, tests in _PIXELS.items():
        if room.startswith(start):
            return path.startswith(tests)
    return not path.startswith("tests/unit/pixels")


def _sample(room: str, size: int, seed: int) -> list[str]:
    names = sorted(_edits(room))
    return random.Random(seed).sample(names, min(size, len(names)))


def _edits(room: str) -> dict[str, tuple[str, int | None]]:
    """Each edit's name with its file and with what pytest said of it, if it ran."""
    found: dict[str, tuple[str, int | None]] = {}
    for file in sorted(_RESULTS.rglob("*.meta")):
        name = str(file.relative_to(_RESULTS)).removesuffix(".meta")
        if name.removesuffix(".py").startswith(room):
            codes = json.loads(file.read_text())["exit_code_by_key"]
            found |= {edit: (name, code) for edit, code in codes.items()}
    return found


def _report(edits: set[str]) -> int:
    """Print the score of each file. Returns 1 when all together are not good enough."""
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for edit, (name, code) in _edits("").items():
        if edit in edits:
            verdict = _verdict(code)
            verdicts[name][verdict] += 1
            if verdict != "noticed":
                print(f"{verdict:12}  {edit}")
    print()
    for name, counts in verdicts.items():
        print(f"{_score(counts):5.1f} %  {counts['noticed']:4} of {counts.total():4}  {name}")
    whole = sum(verdicts.values(), Counter[str]())
    print(
        f"{_score(whole):5.1f} %  {whole['noticed']:4} of {whole.total():4}  (at least {ENOUGH} %)"
    )
    return int(_score(whole) < ENOUGH)


def _verdict(code: int | None) -> str:
    if code in _KILLED or code in _TIMED_OUT:
        return "noticed"
    return "untested" if code in _NO_TESTS else "not run" if code is None else "not noticed"


def _score(counts: Counter[str]) -> float:
    return 100 * counts["noticed"] / counts.total() if counts else 0


if __name__ == "__main__":
    main()
