"""`python -m infra.local.analytics`: takes messages as rows, and answers questions about them.

The page at `/` answers those of `infra.analytics`, and any other SELECT in BigQuery's dialect.
"""

import argparse
import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.analytics import queries
from infra.analytics.queries import Query
from infra.local.analytics.warehouse import Warehouse

_TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
).get_template("page.html")


def page(warehouse: Warehouse, sql: str = "") -> str:
    """Every question with its answer, and the answer to `sql` if somebody asked."""
    warehouse.refresh()  # once, for all of them
    own = (Query("own", f"-- Your question\n{sql}"),) if sql else ()
    answers = [_answer(warehouse, query) for query in (*queries.questions(), *own)]
    return _TEMPLATE.render(answers=answers, sql=sql)


def _answer(warehouse: Warehouse, query: Query) -> dict[str, Any]:
    answer = {"title": query.title, "sql": query.sql, "names": [], "rows": [], "error": ""}
    try:
        names, rows = warehouse.ask(query.sql)
    except ValueError as error:
        return answer | {"error": str(error)}
    return answer | {"names": names, "rows": rows}


def handler(warehouse: Warehouse) -> type[BaseHTTPRequestHandler]:
    """POST for Pub/Sub's deliveries, GET for people."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                warehouse.insert(json.loads(body))
            except ValueError as error:
                print(f"refused: {error}", flush=True)
                return self._answer(HTTPStatus.BAD_REQUEST, str(error), "text/plain")
            return self._answer(HTTPStatus.NO_CONTENT, "", "text/plain")

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            if url.path == "/healthz":
                return self._answer(HTTPStatus.OK, "ok", "text/plain")
            if url.path != "/":
                return self._answer(HTTPStatus.NOT_FOUND, "Not found", "text/plain")
            sql = parse_qs(url.query).get("sql", [""])[0]
            return self._answer(HTTPStatus.OK, page(warehouse, sql), "text/html")

        def _answer(self, status: HTTPStatus, text: str, kind: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.local.analytics")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument(
        "--logs", type=Path, required=True, help="the folder of the functions' logs"
    )
    options = parser.parse_args()
    served = handler(Warehouse(options.logs))
    ThreadingHTTPServer(("127.0.0.1", options.port), served).serve_forever()


if __name__ == "__main__":
    main()
