"""What firebase says only in firebase-debug.log: the API's own words on a failure."""

import json
import re

from infra.functions import ROOT

_FILE = ROOT / "firebase-debug.log"
_MESSAGE = re.compile(r'"message":("(?:[^"\\]|\\.)*")')


def details(command: tuple[str, ...]) -> str:
    """The last message of an API in the log that firebase has just written; else empty."""
    is_firebase = any(part.endswith("/firebase") for part in command)
    if not is_firebase or not _FILE.exists():
        return ""
    found = _MESSAGE.findall(_FILE.read_text(errors="replace"))
    return str(json.loads(found[-1])) if found else ""
