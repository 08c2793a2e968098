"""Who may ask: over real sockets, with requests that no browser would let us forge."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator

import pytest

from notes2anki.preview.server import POLICY, Door

from .conftest import Deck, make_deck, make_session, serving

NOTHING = {"status": "", "question": "", "answer": "", "kind": "", "hint": ""}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Deck, Door]]:
    """Return a deck that is served to all tests here."""
    deck = make_deck(tmp_path_factory.mktemp("deck"))
    with serving(make_session(deck)) as door:
        yield deck, door


@pytest.fixture
def door(shared: tuple[Deck, Door]) -> Door:
    """Return where it is served."""
    return shared[1]


@pytest.fixture
def deck(shared: tuple[Deck, Door]) -> Deck:
    """Return the deck, of which nothing is said yet."""
    (shared[0].root / "decisions.jsonl").unlink(missing_ok=True)
    return shared[0]


def ask(
    door: Door, method: str = "GET", path: str = "", *, headers: dict[str, str] | None = None, body: bytes | None = None
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Send one request as it is; `path` is relative to the page."""
    connection = http.client.HTTPConnection(*door.socket.getsockname(), timeout=5)
    whole = path if path.startswith("//") else f"/{door.token}/{path}"
    connection.request(method, whole.removeprefix("/") if path.startswith("//") else whole, body, headers or {})
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def write(door: Door, sent: object, **headers: str) -> tuple[int, bytes]:
    """Send a decision as the page does, but for these headers."""
    usual = {"Content-Type": "application/json", "Origin": f"http://{door.hosts[0]}"}
    given = usual | {name.replace("_", "-"): value for name, value in headers.items()}
    given = {name: value for name, value in given.items() if value}
    status, _, body = ask(door, "POST", "decide", headers=given, body=json.dumps(sent).encode())
    return status, body


def drop(deck: Deck) -> dict[str, object]:
    """Return a decision that the page could send."""
    return {"do": "say", "key": "ivuqdrc4is6b", "said": NOTHING | {"status": "dropped"}, "before": NOTHING}


def test_the_page_itself_may(door: Door, deck: Deck) -> None:
    """What follows is refused for its own reason, not for a broken request."""
    assert ask(door)[0] == 200
    assert write(door, drop(deck))[0] == 200
    assert deck.read("decisions.jsonl") == '{"key": "ivuqdrc4is6b", "verdict": "drop", "time": 1647820800}\n'


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "http://evil.example"}, id="another site"),
        pytest.param({"Origin": "http://127.0.0.1:1"}, id="another port of this machine"),
        pytest.param({"Origin": "null"}, id="a sandboxed frame or a file"),
        pytest.param({"Origin": ""}, id="nobody says from where"),
        pytest.param({"Sec_Fetch_Site": "cross-site"}, id="the browser says that it is another site"),
        pytest.param({"Sec_Fetch_Site": "same-site"}, id="another port, says the browser"),
        pytest.param({"Host": "rebound.example"}, id="a name that was pointed at this machine"),
        pytest.param({"Host": "rebound.example", "Origin": "http://rebound.example"}, id="the same, from its own page"),
    ],
)
def test_strangers_may_not_write(door: Door, deck: Deck, headers: dict[str, str]) -> None:
    """Even with the token, nothing is written."""
    assert write(door, drop(deck), **headers)[0] == 403
    assert deck.read("decisions.jsonl") == ""


@pytest.mark.parametrize(
    ("path", "dest", "status"),
    [
        pytest.param("", "document", 200, id="the page, in a window of its own"),
        pytest.param("", "iframe", 403, id="the page, in another one"),
        pytest.param("deck.json", "document", 403, id="what the page asks for"),
        pytest.param(f"///{'a' * 32}/", "document", 403, id="a wrong token"),
    ],
)
def test_a_file_may_lead_to_the_page(door: Door, path: str, dest: str, status: int) -> None:
    """Browsers call it another site; so only the page itself is given, and only to who knows the token."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": dest}
    assert ask(door, path=path, headers=headers)[0] == status


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("///", id="no token"),
        pytest.param("///deck.json", id="a page without the token"),
        pytest.param(f"///{'a' * 32}/deck.json", id="a wrong token"),
    ],
)
def test_the_token_is_needed(door: Door, path: str) -> None:
    """Without it one learns nothing."""
    status, _, body = ask(door, path=path)
    assert (status, body) == (403, b"open the address that the program printed")


@pytest.mark.parametrize(
    "path",
    [
        "../deck.yaml",
        "..%2f..%2fdeck.yaml",
        "frame/..%2f..%2fdeck.yaml",
        "%2fetc%2fpasswd",
        "static/../server.py",
        "..%5cserver.py",
        "__init__.py",
        "line/1/../../../../etc/passwd",
        "line/1/%2fetc%2fpasswd",
        "card/..%2f..",
        "mathjax-LICENSE.txt",
    ],
)
def test_paths_lead_nowhere_else(door: Door, path: str) -> None:
    """Only the page's own files, and those on cards, have an address."""
    assert ask(door, path=path)[0] == 404


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param([], id="a list"),
        pytest.param({}, id="nothing"),
        pytest.param({"do": "say", "key": "nosuchkey234", "said": None, "before": None}, id="no such card"),
        pytest.param({"do": "say", "key": "ivuqdrc4is6b", "said": 3, "before": None}, id="no words"),
        pytest.param(
            {"do": "say", "key": "ivuqdrc4is6b", "said": NOTHING | {"status": "suggested"}, "before": NOTHING},
            id="no such verdict",
        ),
        pytest.param(
            {"do": "say", "key": "ivuqdrc4is6b", "said": NOTHING | {"kind": "trem"}, "before": NOTHING},
            id="no such kind",
        ),
        pytest.param({"do": "make", "path": "../x", "line": 1, "question": "a", "answer": "b"}, id="no such line"),
        pytest.param({"do": "turn-off", "rule": "label"}, id="a setting"),
    ],
)
def test_nonsense_is_refused(door: Door, deck: Deck, sent: object) -> None:
    """Whatever is sent, nothing but a decision is written."""
    assert write(door, sent)[0] == 400
    assert deck.read("decisions.jsonl") == ""


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"{", 400, id="broken JSON"),
        pytest.param(b"[" * 60_000, 400, id="too deep"),
        pytest.param(b" " * 70_000, 413, id="too long"),
    ],
)
def test_bodies_are_bounded(door: Door, body: bytes, status: int) -> None:
    """Nothing large or deep is read."""
    headers = {"Content-Type": "application/json", "Origin": f"http://{door.hosts[0]}"}
    assert ask(door, "POST", "decide", headers=headers, body=body)[0] == status


def test_forms_may_not_write(door: Door, deck: Deck) -> None:
    """A form can send text to any site, but no JSON."""
    assert write(door, drop(deck), Content_Type="text/plain")[0] == 415
    assert deck.read("decisions.jsonl") == ""


def test_every_answer_is_strict(door: Door) -> None:
    """Also that to a stranger; and nobody is told that he may ask from elsewhere."""
    for path in ("", "deck.json", "///", "nothing"):
        _, headers, _ = ask(door, path=path)
        assert headers["content-security-policy"] == POLICY
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


def test_cards_are_shown_in_a_page_without_origin(door: Door) -> None:
    """Whoever opens it; only our own page may put it into a frame, and it asks for nothing."""
    status, headers, _ = ask(door, path="frame")
    policy = headers["content-security-policy"].split("; ")
    assert status == 200
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert {"default-src 'none'", "sandbox allow-scripts", "frame-ancestors 'self'"} <= set(policy)
    assert not any("unsafe" in part for part in policy if not part.startswith("style-src"))


def test_other_methods_are_refused(door: Door) -> None:
    """A question before a request from elsewhere is not answered either."""
    assert ask(door, "OPTIONS", "decide", headers={"Origin": "http://evil.example"})[0] == 403
    assert ask(door, "DELETE", "deck.json", headers={"Origin": f"http://{door.hosts[0]}"})[0] == 405
    assert ask(door, "POST", "undo", headers={"Origin": f"http://{door.hosts[0]}"})[0] == 200
