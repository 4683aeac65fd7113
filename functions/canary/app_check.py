"""A token of App Check for the canary, which no browser vouches for: its service account does.

As Firebase's Admin SDKs do it for servers: the account signs that it speaks for the web app, and
App Check exchanges that for a token. https://firebase.google.com/docs/app-check/custom-provider
"""

import json
import time
from dataclasses import dataclass
from typing import Any

import google.auth
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import AuthorizedSession
from requests import RequestException

from functions.canary.visitor import Failed, reason

_AUDIENCE = (
    "https://firebaseappcheck.googleapis.com/google.firebase.appcheck.v1.TokenExchangeService"
)
_SCOPE = "https://www.googleapis.com/auth/cloud-platform"
_SECONDS_VALID, _TIMEOUT = 300, 15


def account(project: str) -> str:
    """The account that signs. Who else may sign as it has the role of a token creator on it."""
    return f"event-canary@{project}.iam.gserviceaccount.com"


@dataclass(frozen=True)
class Attestation:
    """Tokens for a web app of the project. `credentials` are by default the environment's."""

    project: str
    credentials: Credentials | None = None
    signing: str = "https://iamcredentials.googleapis.com"
    app_check: str = "https://firebaseappcheck.googleapis.com"

    def token(self, app_id: str) -> str:
        """Raises Failed."""
        try:
            credentials = self.credentials or google.auth.default(scopes=[_SCOPE])[0]
            session = AuthorizedSession(credentials)
            found: str = self._exchanged(session, app_id)
        except (GoogleAuthError, RequestException) as error:
            raise Failed(f"App Check cannot be asked: {type(error).__name__}") from None
        return found

    def _exchanged(self, session: AuthorizedSession, app_id: str) -> Any:
        signer, now = account(self.project), int(time.time())
        claims = {"iss": signer, "sub": signer, "app_id": app_id, "aud": _AUDIENCE}
        payload = json.dumps(claims | {"iat": now, "exp": now + _SECONDS_VALID})
        signing = f"{self.signing}/v1/projects/-/serviceAccounts/{signer}:signJwt"
        signed = _asked(session, signing, {"payload": payload})["signedJwt"]
        exchange = f"{self.app_check}/v1/projects/{self.project}/apps/{app_id}:exchangeCustomToken"
        return _asked(session, exchange, {"customToken": signed})["token"]


def _asked(session: AuthorizedSession, url: str, body: dict[str, str]) -> dict[str, Any]:
    answer = session.post(url, json=body, timeout=_TIMEOUT)
    if not answer.ok:
        method = url.rpartition(":")[2]
        raise Failed(f"App Check: {method} answers {answer.status_code}{reason(answer)}")
    return dict(answer.json())
