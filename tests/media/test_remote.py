"""Downloads from a real server on this machine: what is taken, what is refused, and that nothing takes forever."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from notes2anki.media.fault import Fault
from notes2anki.media.remote import Limits, fetch, is_public

PICTURE = b"\x89PNG\r\n\x1a\n and the rest"
LIMITS = Limits(size=1000, seconds=5)
PATIENCE = 30  # seconds after which a test has hung


class _Handler(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        name, _, rest = self.path.lstrip("/").partition("/")
        answer = getattr(self, f"_{name.partition('.')[0]}", self._picture)
        answer(rest)

    def log_message(self, *_words: object) -> None:
        """Be quiet."""

    def _head(self, status: int = 200, **headers: object) -> None:
        self.send_response(status)
        for name, value in {"Connection": "close", "Content_Type": "image/png", **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def _picture(self, _rest: str) -> None:
        self._head(Content_Length=len(PICTURE))
        self.wfile.write(PICTURE)

    def _to(self, rest: str) -> None:
        self._head(302, Location=unquote(rest), Content_Length=0)

    def _round(self, _rest: str) -> None:
        self._head(301, Location="/round", Content_Length=0)

    def _gone(self, _rest: str) -> None:
        self._head(404, Content_Length=0)

    def _page(self, _rest: str) -> None:
        self._head(Content_Type="text/html; charset=utf-8", Content_Length=len(PICTURE))
        self.wfile.write(PICTURE)

    def _zipped(self, _rest: str) -> None:
        self._head(Content_Encoding="gzip", Content_Length=len(PICTURE))
        self.wfile.write(PICTURE)

    def _large(self, _rest: str) -> None:
        self._head(Content_Length=10**9)

    def _endless(self, _rest: str) -> None:
        self._head()
        for _ in range(100):
            self.wfile.write(b"\0" * 1000)

    def _short(self, _rest: str) -> None:
        self._head(Content_Length=100)
        self.wfile.write(PICTURE)

    def _slow(self, _rest: str) -> None:
        self._head()
        self._drip(b"\0")

    def _slowhead(self, _rest: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self._drip(b"X-A: 1\r\n")

    def _drip(self, drop: bytes) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.wfile.write(drop)
            self.wfile.flush()
            time.sleep(0.02)


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_request: object) -> None:
        """Say nothing of clients that hang up."""


@pytest.fixture
def server() -> Iterator[_Server]:
    """Run a server on this machine."""
    with _Server(("127.0.0.1", 0), _Handler) as running:
        running.asked = []
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def _here(address: str) -> bool:
    """Allow the test's own server, and what is public."""
    return address == "127.0.0.1" or is_public(address)


def _url(server: _Server, path: str = "/a.png") -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        pytest.param("/a.png", ["/a.png"], id="a picture"),
        pytest.param("", ["/"], id="no path"),
        pytest.param("/a b/그림.png?x=1&y=%20#part", ["/a%20b/%EA%B7%B8%EB%A6%BC.png?x=1&y=%20"], id="odd characters"),
    ],
)
def test_a_picture_is_fetched(server, path: str, asked: list[str]) -> None:
    """Its bytes come back; the server learns neither of the user nor of the note."""
    assert fetch(_url(server, path), LIMITS, is_allowed=_here) == PICTURE
    assert [path for path, _ in server.asked] == asked
    assert not {"Cookie", "Referer", "Authorization"} & set(server.asked[0][1])
    assert server.asked[0][1]["Host"] == f"127.0.0.1:{server.server_port}"


def test_a_redirect_is_followed(server) -> None:
    """Relative ones, too."""
    assert fetch(_url(server, "/to//b.png"), LIMITS, is_allowed=_here) == PICTURE
    assert [path for path, _ in server.asked] == ["/to//b.png", "/b.png"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("/gone", "cannot be fetched: the server says 404", id="gone"),
        pytest.param("/page", "is no picture but text/html", id="a page"),
        pytest.param("/zipped", "is no picture but image/png", id="packed again"),
        pytest.param("/large", "is too large (at most 0.000954 MB)", id="said to be large"),
        pytest.param("/endless", "is too large (at most 0.000954 MB)", id="large without saying so"),
        pytest.param("/short", "cannot be fetched: the server broke off", id="cut off"),
        pytest.param("/round", "leads on and on", id="redirects without end"),
        pytest.param("/to/http://10.0.0.1/a.png", "leads into a private network", id="a redirect into the network"),
        pytest.param("/to/http://127.1.2.3/a.png", "leads into a private network", id="a redirect to this machine"),
        pytest.param(
            "/to/http://169.254.169.254/latest", "leads into a private network", id="to a cloud's own service"
        ),
        pytest.param("/to/http://[::1]/a.png", "leads into a private network", id="to IPv6"),
        pytest.param("/to/http://2130706434/a.png", "leads into a private network", id="to an address as a number"),
        pytest.param("/to/file:///etc/passwd", "leads to no web address", id="a redirect to a file"),
        pytest.param("/to/http://[bad", "leads to no web address", id="a redirect to half a bracket"),
        pytest.param("/to/https://a..b/x.png", "leads to no web address", id="a redirect to a name with an empty part"),
        pytest.param("/to/ftp://example.org/a.png", "leads to no web address", id="a redirect to FTP"),
    ],
)
def test_what_is_no_picture_is_refused(server, path: str, message: str) -> None:
    """Each redirect is checked as the first address was; the words end a sentence about the address."""
    fault = fetch(_url(server, path), LIMITS, is_allowed=_here)
    assert isinstance(fault, Fault)
    assert fault.message == message
    assert fault.hint
    assert not fault.is_offline


@pytest.mark.parametrize("path", ["/slow", "/slowhead"])
def test_a_slow_server_is_left_alone(server, path: str) -> None:
    """The time is for the whole answer, however often a little of it comes."""
    begin = time.monotonic()
    fault = fetch(_url(server, path), Limits(10**9, seconds=0.3), is_allowed=_here)
    assert fault == Fault("takes longer than 0.3 seconds", "build again, or save it beside the report")
    assert time.monotonic() - begin < PATIENCE / 3


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433"])  # noqa: S104 -- asked, not bound
def test_this_machine_is_not_asked(server, host: str) -> None:
    """Whatever it is called."""
    fault = fetch(f"http://{host}:{server.server_port}/a.png", LIMITS)
    assert isinstance(fault, Fault)
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "http:///a.png",
        "http://[::1/a",
        "http://a:99999/b",
        "http://a..b/c",
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    """Nothing is raised."""
    assert isinstance(fetch(address, LIMITS, is_allowed=_here), Fault)


def test_a_machine_that_does_not_answer_is_offline(server) -> None:
    """It is a fault of the network, and not of the address."""
    port = server.server_port
    server.shutdown()
    server.server_close()
    fault = fetch(f"http://127.0.0.1:{port}/", LIMITS, is_allowed=_here)
    assert isinstance(fault, Fault)
    assert fault.is_offline


def test_a_server_without_tls_is_a_fault(server) -> None:
    """Https is never tried without its protection."""
    fault = fetch(_url(server).replace("http:", "https:"), LIMITS, is_allowed=_here)
    assert isinstance(fault, Fault)
    assert server.asked == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="OpenSSL is not installed: no command `openssl`")
def test_https_is_checked_and_taken(server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only with a certificate that is trusted, and for the name that was asked."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run([*made.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    address = f"https://localhost:{server.server_port}/a.png"
    refused = fetch(address, LIMITS, is_allowed=lambda _: True)
    assert isinstance(refused, Fault)
    assert "certificate" in refused.message.lower()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(address, LIMITS, is_allowed=lambda _: True) == PICTURE
    assert isinstance(fetch(address.replace("localhost", "127.0.0.1"), LIMITS, is_allowed=lambda _: True), Fault)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("address", "may_be_asked"),
    [
        pytest.param("93.184.215.14", True, id="a server"),
        pytest.param("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True, id="a server with IPv6"),
        pytest.param("10.1.2.3", False, id="private"),
        pytest.param("172.16.0.1", False, id="private, of Docker"),
        pytest.param("192.168.1.1", False, id="the router"),
        pytest.param("100.64.0.1", False, id="of the provider"),
        pytest.param("127.0.0.1", False, id="this machine"),
        pytest.param("0.0.0.0", False, id="any"),  # noqa: S104 -- asked, not bound
        pytest.param("169.254.169.254", False, id="link-local"),
        pytest.param("224.0.0.1", False, id="many"),
        pytest.param("240.0.0.1", False, id="reserved"),
        pytest.param("::1", False, id="this machine, IPv6"),
        pytest.param("fe80::1%eth0", False, id="link-local, IPv6"),
        pytest.param("fd00::1", False, id="private, IPv6"),
        pytest.param("fec0::1", False, id="site-local"),
        pytest.param("ff02::1", False, id="many, IPv6"),
        pytest.param("::ffff:10.0.0.1", False, id="IPv4 within IPv6"),
        pytest.param("::ffff:93.184.215.14", True, id="a server's IPv4 within IPv6"),
        pytest.param("2002:0a00:0001::", False, id="6to4"),
        pytest.param("64:ff9b::7f00:1", False, id="NAT64"),
        pytest.param("2001:0:4136:e378:8000:63bf:3fff:fdd2", False, id="Teredo"),
    ],
)
def test_only_public_addresses_may_be_asked(address: str, *, may_be_asked: bool) -> None:
    """Those that hold another address count as it."""
    assert is_public(address) is may_be_asked
