"""Header lines of a mail, folded and encoded here, and read back before it is sent.

Python 3.11's own folding of long headers loses the quotes around names, which makes one addressee
two, and loses or doubles spaces in subjects (cpython#80222, cpython#85725).
"""

import unicodedata
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address
from email.utils import parseaddr, quote
from typing import Self

from shared.event.links import ascii_domain

_WIDTH = 76  # of a line with encoded words: RFC 2047, section 2
_LINE_END = "\r\n"


@dataclass(frozen=True)
class Mailbox:
    """A name and an address whose domain is ASCII."""

    name: str
    address: str

    @classmethod
    def of(cls, name: str, address: str) -> Self:
        """Raises ValueError for an address that no mail can be sent to."""
        if parseaddr(address)[1] != address:
            raise ValueError("not one address")
        try:
            parsed = Address(addr_spec=address)
        except (IndexError, HeaderParseError):
            raise ValueError("not an address") from None
        domain = ascii_domain(parsed.domain)
        return cls(plain(name), Address(username=parsed.username, domain=domain).addr_spec)

    @classmethod
    def parse(cls, header: str) -> Self:
        """Of `Publish Event <events@example.com>`. Raises ValueError."""
        return cls.of(*parseaddr(header))


def text_line(name: str, text: str) -> str:
    """A header whose value is text, such as Subject."""
    fits = text.isascii() and len(f"{name}: {text}") <= _WIDTH and "=?" not in text
    return f"{name}: {text if fits else _encoded(text, name)}{_LINE_END}"


def mailbox_line(name: str, mailbox: Mailbox) -> str:
    """A header whose value is one mailbox, such as To."""
    shown, address = mailbox.name, f"<{mailbox.address}>"
    if not shown:
        return f"{name}: {mailbox.address}{_LINE_END}"
    if shown.isascii() and "=?" not in shown:
        return f'{name}: "{quote(shown)}"{_LINE_END} {address}{_LINE_END}'
    return f"{name}: {_encoded(shown, name)}{_LINE_END} {address}{_LINE_END}"


def plain(text: str) -> str:
    """The text without characters that could end a header and begin another."""
    unsafe = ("Cc", "Cs", "Zl", "Zp")
    safe = "".join(" " if unicodedata.category(c) in unsafe else c for c in text)
    return " ".join(safe.split())


def misread(data: bytes, sender: Mailbox, to: Mailbox, subject: str, message_id: str) -> list[str]:
    """The headers that a mail program would read otherwise than they are meant."""
    message = message_from_bytes(data, policy=policy.default)
    read = {
        name: [str(value) for value in message.get_all(name, [])]
        for name in ("Subject", "Message-ID", "Cc", "Bcc")
    }
    for name in ("From", "To"):
        fields = message.get_all(name, [])
        read[name] = [each.addr_spec for field in fields for each in field.addresses]
    meant = {
        "Subject": [subject],
        "Message-ID": [message_id],
        "Cc": [],
        "Bcc": [],
        "From": [sender.address],
        "To": [to.address],
    }
    return [name for name, value in meant.items() if read[name] != value]


def _encoded(text: str, name: str) -> str:
    """Encoded words (RFC 2047), each of whole characters."""
    header = Header(text, "utf-8", maxlinelen=_WIDTH, header_name=name)
    return header.encode(linesep=_LINE_END)
