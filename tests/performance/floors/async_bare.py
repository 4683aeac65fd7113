"""The same as `bare` on the event loop, whose server and framework load more."""

import importlib
import os

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

for library in os.environ["LIBRARIES"].split():
    importlib.import_module(library)


@functions_framework.aio.http
async def bare(request: Request) -> Response:
    return Response(b"ok")
