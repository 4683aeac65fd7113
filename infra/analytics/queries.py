"""The SQL of this folder."""

from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Query:
    """One SELECT in BigQuery's dialect. Its first line says in a comment what it answers."""

    name: str
    sql: str

    @property
    def title(self) -> str:
        return self.sql.partition("\n")[0].removeprefix("-- ")

    def bigquery(self, project: str) -> str:
        """On one line. Views must name the project of their tables: PROJECT stands for it."""
        line = " ".join(self.sql.partition("\n")[2].split())
        return line.replace("`PROJECT.", f"`{project}.")


def views() -> tuple[Query, ...]:
    return _read("views")


def questions() -> tuple[Query, ...]:
    """In the order of their names."""
    return _read("questions")


def _read(folder: str) -> tuple[Query, ...]:
    files = sorted((_HERE / folder).glob("*.sql"))
    return tuple(Query(file.stem, file.read_text().strip()) for file in files)
