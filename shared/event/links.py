"""Links that people paste: to where an online event takes place."""

import re
from ipaddress import IPv4Address, IPv6Address

from shared.event.text import INVISIBLE

PATTERN = r'^[Hh][Tt][Tt][Pp][Ss]://[^\s/?#@\\"<>]+([/?#]\S*)?$'
"""What JSON Schema can say of a link; `https` has any case, and nobody signs in with it."""

# urllib's parser takes `a[::1]b`, so this is one of our own. Twin: web/src/hosts.ts.
_AUTHORITY = re.compile(
    r"https://(?P<host>\[[0-9a-f:.]+\]|[^\[\]:/?#]+)(?::(?P<port>[0-9]{1,5}))?(?:[/?#]|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
_INVISIBLE_ENDS = re.compile(rf"^[{INVISIBLE}]+|[{INVISIBLE}]+$")
_MAX_HOST_LENGTH = 253
_MAX_PORT = 65_535


def tidy(url: str) -> str:
    """Under a lower-case scheme, without the invisible characters that copying puts at its ends."""
    scheme, separator, rest = _INVISIBLE_ENDS.sub("", url).partition("://")
    return (scheme.lower() if scheme.lower() == "https" else scheme) + separator + rest


def is_link(url: str) -> bool:
    """Whether a link that begins with https:// has a host and a port that can exist.

    A host is a domain of two labels or more, in whatever script (IDNA), or an IP address.
    """
    if not (found := _AUTHORITY.match(url)):
        return False
    host, port = found["host"], found["port"]
    if port and not 0 < int(port) <= _MAX_PORT:
        return False
    if host.startswith("["):
        return _is_ip(host.strip("[]"), IPv6Address)
    return _is_ip(host, IPv4Address) or is_domain(host)


def is_domain(host: str) -> bool:
    """Whether a name such as `zoom.us` or `münchen.de` can stand in the DNS."""
    try:
        labels = ascii_domain(host).removesuffix(".").split(".")
    except ValueError:
        return False
    is_sound = all(_LABEL.fullmatch(label) for label in labels)
    return is_sound and len(labels) > 1 and not labels[-1].isdigit()


def ascii_domain(host: str) -> str:
    """The name as DNS and SMTP have it: `xn--mnchen-3ya.de`. Raises ValueError."""
    if host.isascii():
        if len(host) > _MAX_HOST_LENGTH:
            raise ValueError("too long")
        return host
    import idna  # noqa: PLC0415  # its tables are large, and few hosts need them

    return idna.encode(host, uts46=True).decode()


def _is_ip(host: str, kind: type[IPv4Address] | type[IPv6Address]) -> bool:
    try:
        kind(host)
    except ValueError:
        return False
    return True
