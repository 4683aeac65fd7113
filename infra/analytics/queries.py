"""The SQL of this folder, for BigQuery as it is, and for DuckDB translated."""

from dataclasses import dataclass
from pathlib import Path

import sqlglot
from sqlglot import exp

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
        """Views must name the project of their tables: here it stands as PROJECT."""
        return self.sql.replace("`PROJECT.", f"`{project}.")

    def duckdb(self) -> str:
        """The same, of tables without dataset and project."""
        return for_duckdb(self.sql)


def for_duckdb(sql: str) -> str:
    """One SELECT of BigQuery's in DuckDB's dialect. Raises ValueError for anything else."""
    try:
        tree = sqlglot.parse_one(sql, read="bigquery")
    except sqlglot.ParseError as error:
        raise ValueError(str(error)) from None
    if not isinstance(tree, exp.Query):
        raise ValueError("Only a SELECT is answered.")
    for table in tree.find_all(exp.Table):
        table.set("db", None)
        table.set("catalog", None)
    return tree.sql(dialect="duckdb")


def views() -> tuple[Query, ...]:
    return _read("views")


def questions() -> tuple[Query, ...]:
    """In the order of their names."""
    return _read("questions")


def _read(folder: str) -> tuple[Query, ...]:
    files = sorted((_HERE / folder).glob("*.sql"))
    return tuple(Query(file.stem, file.read_text().strip()) for file in files)
