"""`/.well-known/security.txt`: to whom a vulnerability of a site is reported (RFC 9116)."""

from datetime import datetime, timedelta
from email.utils import parseaddr

_VALID = timedelta(days=364)  # less than a year; every deployment renews it


def security_txt(public_url: str, mail_from: str, now: datetime) -> str:
    """The file of the site at `public_url`, whose operator reads what is sent to `mail_from`."""
    expires = (now + _VALID).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return (
        f"Contact: mailto:{parseaddr(mail_from)[1]}\n"
        f"Expires: {expires}\n"
        "Preferred-Languages: en\n"
        f"Canonical: {public_url}/.well-known/security.txt\n"
    )
