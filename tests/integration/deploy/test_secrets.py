"""`make health` proves the secrets where they are used, and says which one is wrong."""

import socket
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
import trustme

from functions.canary import proofs
from functions.email import mailer
from infra.deploy import secrets
from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.steps import Command
from infra.functions import functions
from shared.runtime.failures import Retryable
from tests.support.factories import event
from tests.support.health import KEY, gemini
from tests.support.mails import mail_of
from tests.support.plans import target
from tests.support.smtp import PASSWORD, USER, serving


@dataclass
class Vault(Executor):
    """Secret Manager."""

    held: dict[str, str] = field(default_factory=dict)

    def output(self, command: Command) -> str | None:
        name = str(command[5]).removeprefix("--secret=")
        if name not in self.held:
            raise CommandFailed("PERMISSION_DENIED")
        return self.held[name]


def _found(held: dict[str, str], address: str = "http://127.0.0.1:9") -> dict[str, bool]:
    given = target(GEMINI_BASE_URL=address)
    return {line: well for well, line in secrets.checks(given, functions(), Vault(held=held))}


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Of an authority that this process trusts, for localhost."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    return context


def _smtp_url(port: int, password: str, scheme: str = "smtps") -> str:
    return f"{scheme}://{quote(USER, safe='')}:{quote(password, safe='')}@localhost:{port}"


def test_secrets_that_are_accepted_are_well(certificate: ssl.SSLContext) -> None:
    with gemini() as address, serving(implicit=certificate) as mail:
        held = {"GEMINI_API_KEY": KEY, "SMTP_URL": _smtp_url(mail.port, PASSWORD)}
        found = _found(held, address)

    assert found == {
        "secret GEMINI_API_KEY: Gemini answers 200": True,
        "secret SMTP_URL: the mail server takes the log-in": True,
    }


def test_the_wrong_one_is_named_and_its_value_is_not_said(certificate: ssl.SSLContext) -> None:
    with gemini() as address, serving(implicit=certificate) as mail:
        held = {"GEMINI_API_KEY": "sentinel", "SMTP_URL": _smtp_url(mail.port, "sentinel")}
        found = _found(held, address)

    assert found == {
        "secret GEMINI_API_KEY: Gemini answers 400": False,
        "secret SMTP_URL: the mail server answers 535": False,
    }


def test_a_password_goes_over_tls_only(certificate: ssl.SSLContext) -> None:
    with serving(upgrade=certificate) as mail:
        assert proofs.mail_log_in(_smtp_url(mail.port, PASSWORD, "smtp"))[0]
    with serving() as mail:
        accepted, why = proofs.mail_log_in(_smtp_url(mail.port, PASSWORD, "smtp"))

    assert not accepted
    assert why.endswith("SMTPNotSupportedError")


def test_a_server_is_asked_at_the_port_at_which_a_mail_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def nobody(_: str, port: int, **__: object) -> list[object]:
        asked.append(port)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", nobody)

    for scheme in ("smtp", "smtps"):
        assert not proofs.mail_log_in(f"{scheme}://mail.example")[0]
        with pytest.raises(Retryable):
            mailer.send(mail_of(event()), f"{scheme}://mail.example")

    assert asked == [587, 587, 465, 465]


def test_no_answer_is_not_well() -> None:
    refused = {"GEMINI_API_KEY": KEY, "SMTP_URL": "smtp://127.0.0.1:9"}
    assert set(_found(refused).values()) == {False}
    assert _found({}) == {
        "secret GEMINI_API_KEY: it cannot be read, PERMISSION_DENIED": False,
        "secret SMTP_URL: it cannot be read, PERMISSION_DENIED": False,
    }
