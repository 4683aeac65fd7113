"""A stand-in for App Check: tokens as Google's, for anybody who asks, by a key of its own.

POST /token   {"token", "ttl_seconds"}
GET  /jwks    the public key, for APP_CHECK_JWKS_URL
"""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from infra.local.provision import PROJECT

APP_ID = "1:1:web:1"
_NUMBER = APP_ID.split(":")[1]
_KEY_ID = "local"
_TTL_SECONDS = 3600


class AppCheck:
    """Serves at `port` from a thread of this process, until that ends."""

    def __init__(self, port: int) -> None:
        self._key = rsa.generate_private_key(65_537, 2048)
        server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": f"https://firebaseappcheck.googleapis.com/{_NUMBER}",
            "aud": [f"projects/{_NUMBER}", f"projects/{PROJECT}"],
            "sub": APP_ID,
            "iat": now,
            "exp": now + _TTL_SECONDS,
        }
        return jwt.encode(claims, self._key, "RS256", headers={"kid": _KEY_ID})

    def jwks(self) -> dict[str, Any]:
        numbers = self._key.public_key().public_numbers()
        modulus = base64.urlsafe_b64encode(numbers.n.to_bytes(256, "big")).rstrip(b"=").decode()
        key = {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": _KEY_ID, "n": modulus}
        return {"keys": [key | {"e": "AQAB"}]}


def _handler(issuer: AppCheck) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found = {"token": issuer.token(), "ttl_seconds": _TTL_SECONDS}
            self._answer(found if self.path == "/token" else None)

        def do_GET(self) -> None:
            self._answer(issuer.jwks() if self.path == "/jwks" else None)

        def _answer(self, found: dict[str, Any] | None) -> None:
            body = json.dumps(found).encode()
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Access-Control-Allow-Origin", "*")  # the site has another port
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: this process reports what the stack does."""

    return Handler
