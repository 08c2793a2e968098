"""The address of a picture on the web -> its bytes, or why it cannot be had.

Notes are untrusted: an address may lead to the router, to a cloud's own services, or on and on. So only public
addresses are asked, the one that was checked is the one that is connected to, and every redirect is a new address.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from notes2anki.media.fault import Fault

OFFLINE = "build again when you are online; until then the card goes without it"
"""What helps where the network does not answer."""

_NO_ADDRESS = ("leads to no web address", "only http and https are fetched")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TYPES = ("image/", "audio/", "video/", "application/octet-stream", "binary/octet-stream", "application/ogg")
_HEADERS = {"User-Agent": "notes2anki", "Accept": "image/*, audio/*, video/*;q=0.5", "Accept-Encoding": "identity"}
_SAFE_IN_PATH = "/%:@!$&'()*+,;=~-._?"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a download may cost."""

    size: int  # bytes
    seconds: float = 20.0  # for all of one address, redirects counted singly
    redirects: int = 5


class _Refused(Exception):  # noqa: N818 -- carries a fault to `fetch`, and never leaves this module
    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault(message, hint)


def fetch(address: str, limits: Limits, *, is_allowed: Callable[[str], bool] | None = None) -> bytes | Fault:
    """Return what lies at an http or https address, or the fault, as the end of a sentence about the address.

    `is_allowed` says of an IP address whether it may be asked; without one, it is `is_public`. Never raises.
    """
    may_ask = is_allowed or is_public
    try:
        for _ in range(limits.redirects + 1):
            answer = _ask(_split(address), limits, may_ask)
            if isinstance(answer, bytes):
                return answer
            address = urljoin(address, answer)
    except _Refused as refused:
        return refused.fault
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return Fault(f"cannot be fetched: {reason}", OFFLINE, is_offline=isinstance(error, OSError))
    except ValueError:  # brackets that do not close, a name with an empty part
        return Fault(*_NO_ADDRESS)
    return Fault("leads on and on", "open the address, and copy the one that the browser shows")


def is_public(address: str) -> bool:
    """Is this an IP address that everyone on the internet could reach? Those that hold another one count as it."""
    known = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(known, ipaddress.IPv6Address):
        inner = known.ipv4_mapped or known.sixtofour
        if inner is None and known in _NAT64:
            inner = ipaddress.IPv4Address(int(known) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
        if known.teredo or known.is_site_local:
            return False
    return known.is_global and not known.is_multicast and not known.is_reserved


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return parts
    except ValueError:  # brackets or a port that is no number
        pass
    raise _Refused(*_NO_ADDRESS)


def _ask(parts: SplitResult, limits: Limits, is_allowed: Callable[[str], bool]) -> bytes | str:
    """Return the content, or where the address leads."""
    with _connected(parts, limits, is_allowed) as (sock, is_late):
        host, port = str(parts.hostname), parts.port
        secure = parts.scheme == "https"
        connection = http.client.HTTPSConnection(host, port) if secure else http.client.HTTPConnection(host, port)
        connection.sock = sock  # so that it connects to nothing else
        try:
            connection.request("GET", _path(parts), headers=_HEADERS)
            answer = _read(connection.getresponse(), limits)
        except (OSError, http.client.HTTPException, _Refused):
            if not is_late.is_set():
                raise
            answer = b""
        if is_late.is_set():  # a body that was cut off can look whole
            raise _too_slow(limits)
        return answer


@contextmanager
def _connected(
    parts: SplitResult, limits: Limits, is_allowed: Callable[[str], bool]
) -> Iterator[tuple[socket.socket, threading.Event]]:
    """Give a connection that is cut when the time is over, and the sign that it was: a slow server sends forever."""
    place = _resolve(parts, is_allowed)
    is_late = threading.Event()
    with socket.create_connection(place, timeout=limits.seconds) as plain:
        timer = threading.Timer(limits.seconds, _cut, (plain, is_late))
        timer.daemon = True
        timer.start()
        try:
            if parts.scheme == "http":
                yield plain, is_late
            else:
                context = ssl.create_default_context()
                with context.wrap_socket(plain.dup(), server_hostname=str(parts.hostname)) as secure:
                    yield secure, is_late
        finally:
            timer.cancel()


def _cut(sock: socket.socket, is_late: threading.Event) -> None:
    is_late.set()
    with suppress(OSError):  # it is closed already
        sock.shutdown(socket.SHUT_RDWR)


def _resolve(parts: SplitResult, is_allowed: Callable[[str], bool]) -> tuple[str, int]:
    """Return the IP address to connect to; a name with any address that may not be asked is refused."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = tuple(str(place[0]) for *_, place in found)
    if not all(map(is_allowed, addresses)):
        raise _Refused("leads into a private network", "save the picture beside the report")
    return addresses[0], port


def _path(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return quote(f"{parts.path or '/'}{query}", safe=_SAFE_IN_PATH)


def _read(response: http.client.HTTPResponse, limits: Limits) -> bytes | str:
    if response.status in _REDIRECTS and (place := response.getheader("Location")):
        return place
    if response.status != 200:
        raise _Refused(f"cannot be fetched: the server says {response.status}", "look whether it is still there")
    kind = (response.getheader("Content-Type") or "application/octet-stream").strip().lower()
    if not kind.startswith(_TYPES) or response.getheader("Content-Encoding", "identity") != "identity":
        raise _Refused(f"is no picture but {kind.partition(';')[0][:40]}", "give the address of the picture itself")
    if (response.length or 0) > limits.size:
        raise _too_large(limits)
    content = response.read(limits.size + 1)
    if len(content) > limits.size:
        raise _too_large(limits)
    if response.length:  # the connection ended before the content did
        raise _Refused("cannot be fetched: the server broke off", "build again")
    return content


def _too_large(limits: Limits) -> _Refused:
    return _Refused(f"is too large (at most {limits.size / 1024**2:.3g} MB)", "save a smaller copy beside the report")


def _too_slow(limits: Limits) -> _Refused:
    return _Refused(f"takes longer than {limits.seconds:g} seconds", "build again, or save it beside the report")
