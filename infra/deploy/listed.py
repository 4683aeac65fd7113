"""`python -m infra.deploy.listed FIELD VALUE -- COMMAND…`: whether a JSON list holds a value.

Prints the value if an entry of the command's `result` has it, alone or as the end of a path.
"""

import json
import subprocess
import sys


def main(arguments: list[str]) -> int:
    field, value, _, *command = arguments
    completed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    answer = json.loads(completed.stdout) if completed.stdout.strip() else {}
    if completed.returncode:
        print(answer.get("error") or completed.stdout, file=sys.stderr)
        return completed.returncode
    entries = answer.get("result") or []
    if isinstance(entries, dict):
        entries = next(iter(entries.values()), [])
    if any(
        str(entry.get(_field(entry, field), "")).rpartition("/")[2] == value for entry in entries
    ):
        print(value)
    return 0


def _field(entry: dict[str, object], field: str) -> str:
    return field if field in entry else "name"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
