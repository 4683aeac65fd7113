"""A stranger with a browser: what they may ask of the site, of Firebase Auth and of Firestore."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import requests

_AUTH = "https://identitytoolkit.googleapis.com"
_FIRESTORE = "https://firestore.googleapis.com"
_TIMEOUT = 30  # seconds; a function may have to start first


class Failed(Exception):
    """Why a step failed, in words for whoever is on call."""


class Visitor:
    """`at` are addresses of functions that are called there, and not through the site.

    `attest` returns App Check's token for a web app by its ID, where the functions demand one. A
    local stack's stand-in gives it to whoever asks, as to the front end.
    """

    def __init__(
        self, site: str, at: Mapping[str, str], attest: Callable[[str], str] | None = None
    ) -> None:
        self._site, self._at, self._attest = site, at, attest
        self._http = requests.Session()
        # Firebase's key of the site may be restricted to requests that come from it.
        self._http.headers["Referer"] = f"{site}/"
        self._token = ""

    def sign_up(self, email: str, password: str) -> None:
        self._sign("Up", email, password)

    def sign_in(self, email: str, password: str) -> bool:
        """False when there is no such account."""
        try:
            self._sign("InWithPassword", email, password)
        except Failed as error:
            if "EMAIL_NOT_FOUND" in str(error) or "INVALID_LOGIN_CREDENTIALS" in str(error):
                return False
            raise
        return True

    def delete_account(self) -> None:
        self._account("delete", {"idToken": self._token})
        self._token = ""

    @property
    def is_signed_in(self) -> bool:
        return bool(self._token)

    def publish(self, key: str, draft: dict[str, Any]) -> dict[str, Any]:
        headers = {"Idempotency-Key": key}
        return self._call("publish", "POST", "/api/events/publish", draft, headers)

    def change(
        self, event_id: str, key: str, revision: int, draft: dict[str, Any] | None
    ) -> dict[str, Any]:
        """The next revision; without a draft the page is taken down."""
        headers = {"Idempotency-Key": key, "If-Match": f'"{revision}"'}
        method, path = "PUT" if draft else "DELETE", f"/api/events/{event_id}"
        return self._call("change", method, path, draft, headers)

    def page(self, slug: str) -> requests.Response:
        """Whatever its status."""
        url = f"{self._at.get('page', self._site)}/e/{slug}"
        return self._get("page", url)

    def event(self, event_id: str) -> dict[str, Any]:
        """Their event's document, which the security rules let its owner read."""
        emulators = self._init.get("emulators")
        address = f"http://{emulators['firestore']}" if emulators else _FIRESTORE
        database = f"projects/{self._init['projectId']}/databases/(default)"
        url = f"{address}/v1/{database}/documents/events/{event_id}"
        answer = self._ask("Firestore", "GET", url, headers=self._bearer())
        found: dict[str, Any] = _plain({"mapValue": answer.json()})
        return found

    def picture(self, url: str) -> requests.Response:
        return self._get("the cover's address", url)

    @cached_property
    def _init(self) -> dict[str, Any]:
        """What the front end gets from Hosting: the project, its key, and where emulators are."""
        url = f"{self._site}/__/firebase/init.json"
        found: dict[str, Any] = self._ask("the site", "GET", url).json()
        return found

    def _sign(self, how: str, email: str, password: str) -> None:
        account = {"email": email, "password": password, "returnSecureToken": True}
        self._token = self._account(f"sign{how}", account)["idToken"]

    def _account(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        emulators = self._init.get("emulators")
        address = f"{emulators['auth']}/identitytoolkit.googleapis.com" if emulators else _AUTH
        url = f"{address}/v1/accounts:{method}?key={self._init['apiKey']}"
        answer: dict[str, Any] = self._ask("Firebase Auth", "POST", url, body).json()
        return answer

    def _call(
        self, function: str, method: str, path: str, body: Any, headers: dict[str, str]
    ) -> dict[str, Any]:
        url = self._at.get(function, self._site) + path
        proofs = self._bearer() | self._attested
        answer: dict[str, Any] = self._ask(function, method, url, body, proofs | headers).json()
        return answer

    @cached_property
    def _attested(self) -> dict[str, str]:
        if stand_in := self._init.get("appCheck"):
            token = self._ask("the stand-in for App Check", "POST", stand_in).json()["token"]
        elif not self._attest:
            return {}
        elif "appId" not in self._init:
            raise Failed("the site's init.json names no web app: make deploy links one")
        else:
            token = self._attest(self._init["appId"])
        return {"X-Firebase-AppCheck": token}

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}

    def _get(self, who: str, url: str) -> requests.Response:
        try:
            return self._http.get(url, timeout=_TIMEOUT)
        except requests.RequestException as error:
            raise Failed(f"{who} does not answer: {type(error).__name__}") from None

    def _ask(
        self,
        who: str,
        method: str,
        url: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Raises Failed for any answer but 200."""
        try:
            answer = self._http.request(method, url, json=body, headers=headers, timeout=_TIMEOUT)
        except requests.RequestException as error:
            raise Failed(f"{who} does not answer: {type(error).__name__}") from None
        if answer.status_code != requests.codes.ok:
            raise Failed(f"{who} answers {answer.status_code}{reason(answer)}")
        return answer


def reason(answer: requests.Response) -> str:
    """The problem's name, or what a Google API says of its error."""
    try:
        said = answer.json()
        reason = said["type"].rpartition(":")[2] if "type" in said else said["error"]["message"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return f" {reason}"


def _plain(value: dict[str, Any]) -> Any:
    """A value of Firestore's REST API: of its types those that the state of an event's work has."""
    ((kind, held),) = value.items()
    match kind:
        case "mapValue":
            return {name: _plain(each) for name, each in held.get("fields", {}).items()}
        case "integerValue":
            return int(held)
        case "nullValue":
            return None
    return held
