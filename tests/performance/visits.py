"""`make load`: the load test of `locustfile.py`, against a stack of its own or a base URL."""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.functions import ROOT
from tests.support.ports import free_offset
from tests.support.stack import started


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.performance.visits")
    parser.add_argument("--base-url", help="an origin; default: a local stack")
    parser.add_argument("--users", default="20")
    parser.add_argument("--seconds", default="60")
    options = parser.parse_args()
    if options.base_url:
        return _loaded(options.base_url, options)
    with TemporaryDirectory() as folder, started(Path(folder), free_offset()):
        site = json.loads((Path(folder) / "stack.json").read_text())["site"]
        return _loaded(site, options)


def _loaded(base_url: str, options: argparse.Namespace) -> int:
    command = [
        *(sys.executable, "-m", "locust", "--headless", "--only-summary"),
        *("--locustfile", str(ROOT / "tests/performance/locustfile.py"), "--host", base_url),
        *("--users", options.users, "--spawn-rate", "5", "--run-time", f"{options.seconds}s"),
    ]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
