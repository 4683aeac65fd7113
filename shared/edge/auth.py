"""Who calls: a Firebase ID token, and an App Check token where required."""

import re
import time
from collections.abc import Callable
from typing import Any

from flask import Request

from shared.edge.problems import AppCheckFailed, Unauthenticated, Unavailable
from shared.event.model import Caller
from shared.runtime import log
from shared.runtime.once import once
from shared.runtime.settings import settings

# Firebase's own tokens stay around 1 KB; custom claims may add 1,000 bytes.
_LONGEST_TOKEN = 4096
_CLOCK_SKEW_SECONDS = 10
_MAX_AGE = re.compile(r"\bmax-age=(\d+)")


def caller(request: Request) -> Caller:
    """The account whose ID token the request bears.

    Raises Unauthenticated, AppCheckFailed, or Unavailable when Google's keys cannot be fetched.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not 0 < len(token) <= _LONGEST_TOKEN:
        raise Unauthenticated("Send `Authorization: Bearer <ID token>`.")
    claims = _claims(token)
    if settings().require_app_check:
        _check_app(request.headers.get("X-Firebase-AppCheck", ""))
    found = Caller.model_validate(claims)
    log.add(uid=found.uid)
    log.info("token_verified")
    return found


def _claims(token: str) -> Any:
    from firebase_admin import auth, exceptions

    try:
        return auth.verify_id_token(
            token,
            app=_app(),
            check_revoked=settings().check_revoked,
            clock_skew_seconds=_CLOCK_SKEW_SECONDS,
        )
    except auth.CertificateFetchError as error:
        log.error("keys_unreachable", cause=type(error.cause.__cause__ or error.cause).__name__)
        raise Unavailable("The keys that verify tokens cannot be fetched.") from None
    # Claims and headers of a wrong type raise TypeError and AttributeError in the libraries below.
    # An exception's text can hold the token's: it goes nowhere.
    except (
        ValueError,
        TypeError,
        AttributeError,
        auth.InvalidIdTokenError,
        auth.UserDisabledError,
        auth.UserNotFoundError,
    ) as error:
        log.info("token_refused", cause=type(error).__name__)
        raise Unauthenticated("The ID token does not verify; sign in again.") from None
    except exceptions.FirebaseError:
        raise Unavailable("Firebase cannot be asked whether the session still stands.") from None


def _check_app(token: str) -> None:
    from firebase_admin import app_check
    from jwt import PyJWKClientConnectionError

    try:
        app_check.verify_token(token, app=_app())
    except PyJWKClientConnectionError:
        raise Unavailable("The keys that verify App Check cannot be fetched.") from None
    except Exception as error:  # noqa: BLE001  # PyJWT's many types, ValueError and transport errors
        log.info("app_check_refused", cause=type(error).__name__)
        raise AppCheckFailed("Send a valid App Check token in X-Firebase-AppCheck.") from None


@once
def _app() -> Any:
    import firebase_admin
    from firebase_admin import auth

    app = firebase_admin.initialize_app(options={"projectId": settings().project})
    verifier = auth._get_client(app)._token_verifier
    verifier.request = _Kept(verifier.request)
    return app


class _Kept:
    """Google's certificates, fetched by firebase-admin and kept for as long as they say.

    firebase-admin's own cache goes through requests again for every token, which costs twice as
    much as the verification.
    """

    def __init__(self, fetch: Callable[..., Any]) -> None:
        self._fetch = fetch
        self._answer: Any = None
        self._until = 0.0

    def __call__(self, url: str, method: str = "GET") -> Any:
        if time.monotonic() < self._until:
            return self._answer
        answer = self._fetch(url, method=method)
        age = _MAX_AGE.search(answer.headers.get("cache-control", ""))
        if answer.status == 200 and age:
            self._answer, self._until = answer, time.monotonic() + int(age[1])
        return answer
