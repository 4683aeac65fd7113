"""What a business asks of its events: the tables, the views over them, and the questions, in SQL.

BigQuery answers them in production. Locally the same SQL, translated by sqlglot, is answered by
DuckDB: BigQuery has no emulator here.
"""
