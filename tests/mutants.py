"""How many small edits of the pure rooms their unit tests notice: `make mutants`.

mutmut edits each function of `[tool.mutmut]`'s files, one edit at a time, in a copy under
`mutants/`, and runs the tests that call it. What it edited and nobody noticed is listed;
`mutmut show NAME` shows an edit. Tables and limits beside the functions it leaves alone: their
tests are written by hand, with the edit tried.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ENOUGH = 85  # per cent
_RESULTS = Path("mutants")
_KILLED = (1, 3)  # pytest's exit codes: a test failed, or could not run
_TIMED_OUT = (24, -24, 36, 152, 255)  # an edit that never ends is noticed too
_NO_TESTS = (5, 33)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("room", nargs="?", default="", help="a folder or file, like shared/event")
    room = parser.parse_args().room.removesuffix(".py").strip("/")
    names = [f"{room.replace('/', '.')}.*"] if room else []
    shutil.rmtree(_RESULTS, ignore_errors=True)  # its verdicts do not know of changed tests
    mutmut = Path(sys.executable).with_name("mutmut")
    run = subprocess.run([str(mutmut), "run", *names], check=False)
    if run.returncode:
        raise SystemExit(run.returncode)
    sys.exit(_report(room))


def _report(room: str) -> int:
    """Print the score of each file. Returns 1 when all together are not good enough."""
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for file in sorted(_RESULTS.rglob("*.meta")):
        name = str(file.relative_to(_RESULTS)).removesuffix(".meta")
        if not name.startswith(room):
            continue
        for mutant, code in json.loads(file.read_text())["exit_code_by_key"].items():
            verdict = _verdict(code)
            verdicts[name][verdict] += 1
            if verdict != "noticed":
                print(f"{verdict:12}  {mutant}")
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
