"""POST /api/covers, as a client sends it."""

import requests

from tests.support.stack import Stack

LIMIT = 10 * 1024 * 1024


def send(stack: Stack, data: bytes, declared: str, token: str) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": declared}
    return requests.post(stack["upload"], data=data, headers=headers, timeout=60)
