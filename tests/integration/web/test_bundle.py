"""What the first paint loads."""

import gzip
import re

from infra.functions import ROOT
from tests.support.texts import PSEUDO, script_of

_DIST = ROOT / "web/dist"
_FIRST_PAINT_BYTES = 79_000  # gzip: React, the way in, and its greeting
_TEXTS_BYTES = 13_000  # gzip, of one language


def test_the_first_paint_needs_little_script_and_no_firebase() -> None:
    html = (_DIST / "index.html").read_text()
    scripts = re.findall(r'(?:src|rel="modulepreload"[^>]*href)="/(assets/[^"]+\.js)"', html)
    first = [(_DIST / script).read_bytes() for script in scripts]

    assert 0 < sum(len(gzip.compress(script)) for script in first) <= _FIRST_PAINT_BYTES
    assert not any("_messages_" in script for script in scripts)  # the reader's is asked for
    assert not any(b"identitytoolkit" in script for script in first)
    assert not any(b"firestore.googleapis" in script for script in first)


def test_the_texts_of_each_language_are_a_script_of_their_own() -> None:
    assert script_of(PSEUDO).exists()
    languages = [path.name for path in (ROOT / "web/messages").iterdir()]
    scripts = {language: script_of(language).read_bytes() for language in languages}
    sizes = {language: len(gzip.compress(script)) for language, script in scripts.items()}

    assert {language: size for language, size in sizes.items() if size > _TEXTS_BYTES} == {}
