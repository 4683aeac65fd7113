"""Who calls: a Firebase ID token, and an App Check token where one is required.

ID tokens are verified with google-auth, whose keys are cached here; firebase-admin is asked where
only it has the answer: whether a session was revoked, and what the Auth emulator issued. It fetches
its keys through two libraries for every token, which costs more than all the rest of a publish
(docs/decisions/0009-tokens-verified-with-cached-keys.md).
"""

import asyncio
import json
import os
import time
from base64 import b64decode
from typing import Any

from starlette.requests import Request

from shared.edge.keys import Keys
from shared.edge.problems import AppCheckFailed, Unauthenticated, Unavailable
from shared.event.model import Caller
from shared.runtime import log
from shared.runtime.once import once
from shared.runtime.settings import settings
from shared.runtime.threads import Threads

CERTIFICATES_URL = (
    "https://www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com"
)
_ISSUER = "https://securetoken.google.com/"
_APP_CHECK_ISSUER = "https://firebaseappcheck.googleapis.com/"
_CLOCK_SKEW_SECONDS = 10
_FIREBASE_SECONDS = 5
_firebase = Threads("firebase-admin", most=8)

# What google-auth, PyJWT and firebase-admin raise for values of wrong types and for wrong values.
# The exception's text can hold the token's: it goes nowhere.
_MALFORMED = (ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError)


async def caller(request: Request) -> Caller:
    """The account whose ID token the request bears.

    Raises Unauthenticated, AppCheckFailed, or Unavailable when Google's keys cannot be fetched.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("Send `Authorization: Bearer <ID token>`.")
    try:
        claims = await (_asked(token) if _must_ask() else _verified(token))
        found = Caller.model_validate(claims | {"uid": claims["sub"]})
    except _MALFORMED as error:
        log.info("token_refused", cause=type(error).__name__)
        raise Unauthenticated("The ID token does not verify; sign in again.") from None
    # Elsewhere it is not looked at: a browser that gets no token sends a placeholder instead.
    if settings().require_app_check:
        await _check_app(request.headers.get("X-Firebase-AppCheck", ""))
    log.add(uid=found.uid)
    log.info("token_verified")
    return found


def _must_ask() -> bool:
    return settings().check_revoked or "FIREBASE_AUTH_EMULATOR_HOST" in os.environ


async def _verified(token: str) -> dict[str, Any]:
    """The claims, if the token is Google's for this project and for this hour.

    Raises one of _MALFORMED otherwise. What is checked is Firebase's own list:
    https://firebase.google.com/docs/auth/admin/verify-id-tokens#verify_id_tokens_using_a_third-party_jwt_library
    """
    signed, _, signature = token.rpartition(".")
    encoded_header, _, encoded_claims = signed.partition(".")
    header = _json_object(encoded_header)
    if header["alg"] != "RS256" or not isinstance(header["kid"], str):
        raise ValueError("header")
    key = await certificates().get(header["kid"])
    if key is None or not key.verify(signed.encode("ascii"), _base64url(signature)):
        raise ValueError("signature")
    claims = _json_object(encoded_claims)
    now, project, subject = time.time(), settings().project, claims["sub"]
    if not (
        claims["aud"] == project
        and claims["iss"] == _ISSUER + project
        and isinstance(subject, str)
        and 0 < len(subject) <= 128
        and claims["iat"] - _CLOCK_SKEW_SECONDS <= now <= claims["exp"] + _CLOCK_SKEW_SECONDS
    ):
        raise ValueError("claims")
    return claims


def _json_object(encoded: str) -> dict[str, Any]:
    value = json.loads(_base64url(encoded))
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _base64url(encoded: str) -> bytes:
    return b64decode(encoded + "=" * (-len(encoded) % 4), b"-_", validate=True)


@once
def certificates() -> Keys:
    """Google's keys for ID tokens, each parsed once."""
    from google.auth.crypt import RSAVerifier

    def parse(found: Any) -> dict[str, Any]:
        return {key_id: RSAVerifier.from_string(pem) for key_id, pem in found.items()}

    return Keys(CERTIFICATES_URL, parse)


async def _asked(token: str) -> dict[str, Any]:
    """firebase-admin's verification, which blocks: in a few threads."""
    try:
        async with asyncio.timeout(_FIREBASE_SECONDS):
            return await _firebase.run(_ask, token)
    except TimeoutError:
        raise Unavailable("Firebase does not say whether the session is still valid.") from None


def _ask(token: str) -> dict[str, Any]:
    from firebase_admin import auth, exceptions

    try:
        claims: dict[str, Any] = auth.verify_id_token(
            token,
            app=_app(),
            check_revoked=settings().check_revoked,
            clock_skew_seconds=_CLOCK_SKEW_SECONDS,
        )
    except auth.CertificateFetchError as error:
        log.error("keys_unreachable", cause=type(error.cause.__cause__ or error.cause).__name__)
        raise Unavailable("The keys that verify tokens cannot be fetched.") from None
    except (auth.InvalidIdTokenError, auth.UserDisabledError, auth.UserNotFoundError) as error:
        log.info("token_refused", cause=type(error).__name__)
        raise Unauthenticated("The ID token does not verify; sign in again.") from None
    except exceptions.FirebaseError as error:
        log.error("session_unchecked", cause=type(error).__name__)
        raise Unavailable("Firebase cannot say whether the session is still valid.") from None
    return claims


@once
def _app() -> Any:
    import firebase_admin

    options = {"projectId": settings().project, "httpTimeout": _FIREBASE_SECONDS}
    return firebase_admin.initialize_app(options=options)


async def _check_app(token: str) -> None:
    import jwt

    try:
        header, audience = jwt.get_unverified_header(token), f"projects/{settings().project}"
        if header["typ"] != "JWT" or not isinstance(header["kid"], str):
            raise ValueError("header")
        if (key := await app_check_keys().get(header["kid"])) is None:
            raise ValueError("kid")
        claims = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            options={"require": ["exp", "iss", "aud", "sub"]},
            audience=audience,
        )
        if not (claims["iss"].startswith(_APP_CHECK_ISSUER) and claims["sub"]):
            raise ValueError("claims")
    except (jwt.PyJWTError, *_MALFORMED) as error:
        log.info("app_check_refused", cause=type(error).__name__)
        raise AppCheckFailed("Send a valid App Check token in X-Firebase-AppCheck.") from None


@once
def app_check_keys() -> Keys:
    from jwt import PyJWKSet

    def parse(found: Any) -> dict[str, Any]:
        return {key.key_id: key for key in PyJWKSet.from_dict(found).keys if key.key_id}

    return Keys(settings().app_check_jwks_url, parse)
