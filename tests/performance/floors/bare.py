"""The least that a cold start can cost: the client libraries, imported, and an answer."""

import importlib
import os

import functions_framework
from flask import Request, Response

for library in os.environ["LIBRARIES"].split():
    importlib.import_module(library)


@functions_framework.http
def bare(request: Request) -> Response:
    return Response(b"ok")
