"""What the first paint loads, and that the bundle knows every refusal there is."""

import gzip
import re

from infra.functions import ROOT
from shared.edge.problems import Problem

_DIST = ROOT / "web/dist"
_FIRST_PAINT_BYTES = 78_000  # gzip: React and the way in


def test_the_first_paint_needs_little_script_and_no_firebase() -> None:
    html = (_DIST / "index.html").read_text()
    scripts = re.findall(r'(?:src|rel="modulepreload"[^>]*href)="/(assets/[^"]+\.js)"', html)
    first = [(_DIST / script).read_bytes() for script in scripts]

    assert 0 < sum(len(gzip.compress(script)) for script in first) <= _FIRST_PAINT_BYTES
    assert not any(b"identitytoolkit" in script for script in first)
    assert not any(b"firestore.googleapis" in script for script in first)


def test_every_refusal_of_the_api_has_words_of_its_own() -> None:
    source = (ROOT / "web/src/problems.ts").read_text()
    table = re.search(r"WORDS: Record<string, string> = \{(.*?)\n\};", source, re.S)
    assert table
    named = set(re.findall(r'^  "?([a-z-]+)"?:', table[1], re.M))

    assert named == set(Problem.registry)
