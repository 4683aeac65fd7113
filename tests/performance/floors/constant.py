"""The least that a page can cost: bytes that are there already."""

import os
from pathlib import Path

import functions_framework
from flask import Request, Response

_BYTES = Path(os.environ["CONSTANT"]).read_bytes()


@functions_framework.http
def constant(request: Request) -> Response:
    return Response(_BYTES, content_type="text/html; charset=utf-8")
