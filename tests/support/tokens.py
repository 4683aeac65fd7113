"""An issuer of ID tokens as Google's: RS256, a certificate served over HTTP, and every forgery."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

PROJECT = "demo-production"
Json = dict[str, Any]
Sign = Callable[[bytes], bytes]


class Issuer:
    """Google's side: a key, its certificate, and the address where verifiers fetch it."""

    max_age = 3600
    """Seconds that its keys may be cached."""
    seconds = 0
    """How long they take to come."""

    def __init__(self) -> None:
        self._stranger = rsa.generate_private_key(65_537, 2048)
        self.answers: Json = {}
        self.rotate("key-1")
        self._server = HTTPServer(("127.0.0.1", 0), _serving(self))
        origin = f"http://127.0.0.1:{self._server.server_port}"
        self.url, self.jwks_url = f"{origin}/certificates", f"{origin}/jwks"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def rotate(self, name: str) -> None:
        """Sign with a new key of that name from now on, and withdraw the former."""
        self.key, self._name = rsa.generate_private_key(65_537, 2048), name
        self.answers["/certificates"] = {name: _certificate(self.key)}
        self.answers["/jwks"] = {"keys": [_jwk(self.key) | {"kid": name}]}

    def token(
        self, claims: Json | None = None, header: Json | None = None, sign: Sign | None = None
    ) -> str:
        """A good token, but for what is named; None takes a claim or header away."""
        head = _without({"alg": "RS256", "typ": "JWT", "kid": self._name} | (header or {}))
        body = _without(_claims() | (claims or {}))
        signed = f"{_part(head)}.{_part(body)}"
        return f"{signed}.{_base64((sign or self._signed)(signed.encode()))}"

    def app_check_token(self, claims: Json | None = None, sign: Sign | None = None) -> str:
        """A good App Check token, but for the claims that are named."""
        app = {
            "iss": "https://firebaseappcheck.googleapis.com/1",
            "aud": ["projects/1", f"projects/{PROJECT}"],
            "sub": "1:1:web:1",
        }
        return self.token(app | (claims or {}), sign=sign)

    def _signed(self, data: bytes) -> bytes:
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    def service_account(self) -> Json:
        """Credentials as a deployed function has them; nothing here asks Google to honour them."""
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return {
            "type": "service_account",
            "project_id": PROJECT,
            "client_email": f"publish@{PROJECT}.iam.gserviceaccount.com",
            "private_key": pem.decode(),
            "token_uri": self.url,
        }

    def by_stranger(self, data: bytes) -> bytes:
        return self._stranger.sign(data, padding.PKCS1v15(), hashes.SHA256())

    def by_public_key(self, data: bytes) -> bytes:
        """HMAC with what everybody knows: the classic confusion of algorithms."""
        pem = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return hmac.new(pem, data, hashlib.sha256).digest()

    def strangers_jwk(self) -> Json:
        return _jwk(self._stranger)


def _claims() -> Json:
    now = int(time.time())
    return {
        "iss": f"https://securetoken.google.com/{PROJECT}",
        "aud": PROJECT,
        "sub": "ada",
        "iat": now - 60,
        "exp": now + 3540,
        "auth_time": now - 60,
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "email_verified": True,
    }


def _edited(token: str) -> str:
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    return f"{head}.{_part(claims | {'sub': 'somebody-else'})}.{signature}"


def _nested(token: str) -> str:
    head, _, signature = token.split(".")
    return f"{head}.{_base64(b'[' * 5000)}.{signature}"


def _now(seconds: int) -> int:
    return int(time.time()) + seconds


Attack = Callable[[Issuer], str]


def _nothing(_: bytes) -> bytes:
    return b""


ATTACKS: dict[str, Attack] = {
    "no token": lambda _: "",
    "a word instead of a token": lambda _: "token",
    "three parts of nothing": lambda _: "..",
    "four parts": lambda i: i.token() + ".part",
    "a claim nested 5,000 deep, unsigned": lambda i: _nested(i.token()),
    "`alg: none`, unsigned": lambda i: i.token(header={"alg": "none"}, sign=_nothing),
    "`alg: None`, unsigned": lambda i: i.token(header={"alg": "None"}, sign=_nothing),
    "`alg: NONE`, unsigned": lambda i: i.token(header={"alg": "NONE"}, sign=_nothing),
    "`alg: none`, rightly signed": lambda i: i.token(header={"alg": "none"}),
    "`alg: HS256`, signed with the public key": lambda i: i.token(
        header={"alg": "HS256"}, sign=i.by_public_key
    ),
    "`alg: RS256`, signed with the public key as HMAC": lambda i: i.token(sign=i.by_public_key),
    "the signature stripped": lambda i: i.token(sign=_nothing),
    "the signature edited": lambda i: i.token()[:-8] + "AAAAAAAA",
    "the payload edited": lambda i: _edited(i.token()),
    "signed by another key": lambda i: i.token(sign=i.by_stranger),
    "an unknown `kid`": lambda i: i.token(header={"kid": "key-2"}),
    "no `kid`": lambda i: i.token(header={"kid": None}),
    "a path as `kid`": lambda i: i.token(header={"kid": "../../dev/null"}),
    "a `jku` of the attacker's": lambda i: i.token(
        header={"jku": "https://evil.example/jwks.json"}, sign=i.by_stranger
    ),
    "a `jwk` of the attacker's": lambda i: i.token(
        header={"jwk": i.strangers_jwk()}, sign=i.by_stranger
    ),
    "expired beyond the skew of 10 s": lambda i: i.token({"exp": _now(-15)}),
    "issued in the future, beyond the skew": lambda i: i.token({"iat": _now(20)}),
    "no `exp`": lambda i: i.token({"exp": None}),
    "no `iat`": lambda i: i.token({"iat": None}),
    "`exp` in words": lambda i: i.token({"exp": "tomorrow"}),
    "another project's `aud`": lambda i: i.token({"aud": "another"}),
    "a list as `aud`": lambda i: i.token({"aud": [PROJECT]}),
    "no `aud`": lambda i: i.token({"aud": None}),
    "another issuer": lambda i: i.token({"iss": f"https://evil.example/{PROJECT}"}),
    "a token of another Firebase project": lambda i: i.token(
        {"aud": "another", "iss": "https://securetoken.google.com/another"}
    ),
    "a session cookie instead of an ID token": lambda i: i.token(
        {"iss": f"https://session.firebase.google.com/{PROJECT}"}
    ),
    "a custom token": lambda i: i.token(
        {
            "aud": "https://identitytoolkit.googleapis.com/google.identity."
            "identitytoolkit.v1.IdentityToolkit"
        }
    ),
    "an empty `sub`": lambda i: i.token({"sub": ""}),
    "a `sub` of 129 characters": lambda i: i.token({"sub": "x" * 129}),
    "a number as `sub`": lambda i: i.token({"sub": 7}),
    "no `sub`": lambda i: i.token({"sub": None}),
    "a list as `kid`": lambda i: i.token(header={"kid": ["key-1"]}),
    "a list as `alg`": lambda i: i.token(header={"alg": ["RS256"]}),
    "a header that is no object": lambda i: ".".join([_base64(b"[]"), i.token().split(".", 1)[1]]),
    "a payload that is no object": lambda _: ".".join([_base64(b"{}"), _base64(b"[]"), "AA"]),
    "parts that are no base64": lambda _: "§.§.§",
}


def _certificate(key: rsa.RSAPrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "securetoken")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(Encoding.PEM).decode()


def _jwk(key: rsa.RSAPrivateKey) -> Json:
    modulus = _base64(key.public_key().public_numbers().n.to_bytes(256, "big"))
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "key-1", "n": modulus, "e": "AQAB"}


def _serving(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(issuer.seconds)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Cache-Control", f"public, max-age={issuer.max_age}")
            self.end_headers()
            self.wfile.write(json.dumps(issuer.answers[self.path]).encode())

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _without(values: Json) -> Json:
    return {name: value for name, value in values.items() if value is not None}


def _part(value: Json) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
