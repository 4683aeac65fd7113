"""The least that says the same as a screen: its texts in one HTML file, and its first picture."""

from html import escape
from pathlib import Path

from tests.performance.web.phone import Visit

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plain page</title>
<body>
{picture}<h1>{heading}</h1>
{paragraphs}
"""


class PlainPages:
    """What a server like the site's serves of `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folder = root / "web/dist/plain"
        self._folder.mkdir(parents=True)

    def write(self, name: str, seen: Visit) -> str:
        """The path of the plain page of what a visit saw."""
        heading, *others = (line for line in seen.text.splitlines() if line.strip())
        page = _PAGE.format(
            picture=f'<img src="{escape(seen.picture)}" alt="" width="100%">\n'
            * bool(seen.picture),
            heading=escape(heading),
            paragraphs="\n".join(f"<p>{escape(line)}</p>" for line in others),
        )
        file = self._folder / f"{name.replace(' ', '-')}.html"
        file.write_text(page)
        return f"/plain/{file.name}"
