"""Sending an email through an SMTP server."""

import smtplib

from functions.email.message import Mail
from shared.runtime import mail_server
from shared.runtime.failures import Permanent, Retryable


def send(mail: Mail, smtp_url: str) -> None:
    """Send the mail. Returns once the server has accepted responsibility for it.

    Raises Permanent when the server answers 5xx or lacks a feature, Retryable for anything else.
    """
    try:
        with mail_server.session(smtp_url) as server:
            server.sendmail(mail.sender.address, mail.to.address, mail.data)
    except smtplib.SMTPRecipientsRefused as error:
        code, _ = next(iter(error.recipients.values()))
        raise _failure(code) from None
    except smtplib.SMTPResponseException as error:
        raise _failure(error.smtp_code) from None
    except smtplib.SMTPNotSupportedError as error:
        raise Permanent(f"the mail server lacks a feature: {error}") from None
    except (OSError, smtplib.SMTPException) as error:
        raise Retryable(f"the mail server cannot be reached: {type(error).__name__}") from None


def _failure(code: int) -> Exception:
    """The error for a reply code, without the reply's text, which may repeat the address (I10)."""
    reason = f"the mail server answered {code}"
    return Permanent(reason) if 500 <= code <= 599 else Retryable(reason)
