"""BigQuery's SQL in DuckDB's dialect."""

import sqlglot
from sqlglot import exp


def for_duckdb(sql: str) -> str:
    """One SELECT, of tables without dataset and project. Raises ValueError for anything else."""
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
