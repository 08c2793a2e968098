"""A deck, its page served from a thread, and a real browser that looks at it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra `preview` is not installed")

from playwright.sync_api import Browser, BrowserContext, Page, Request

from notes2anki.config import load_settings
from notes2anki.preview.server import Door, open_door, serve
from notes2anki.preview.session import Session

NOW = 1647820800  # 2022-03-21

REPORT = """\
---
date: 2022-03-17
tags: [Deep Learning]
---

## Peer session

- **Label smoothing**: mixing the one-hot target with a uniform distribution
- Focal loss: $FL(p_t) = -(1 - p_t)^{\\gamma} \\log(p_t)$
- Batch normalization computes its statistics over the batch, whereas layer normalization computes them over the
  features of one sample.
- **XSS**: a page that runs words of strangers, as in `<script>parent.document.title = 1</script>`
  <img src=x onerror="parent.document.title = 1"><script>parent.document.title = 1</script>
- {{c1::Dropout}} switches off {{c2::units}} at random.

## TMI

- Noodles for lunch, and rain all day
"""


@dataclass(slots=True)
class Deck:
    """A folder with a deck, and how to write into it."""

    root: Path

    def write(self, name: str, text: str) -> None:
        """Write a file as an editor would: anew."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        """Return what a file says; nothing where there is none."""
        path = self.root / name
        return path.read_text(encoding="utf-8") if path.exists() else ""


def make_deck(root: Path) -> Deck:
    """Write a deck of one report."""
    deck = Deck(root)
    deck.write("deck.yaml", "# mine\nname: Reports  # a name\n")
    deck.write("notes/2022-03-17-day38.md", REPORT)
    return deck


def make_session(deck: Deck) -> Session:
    """Return the deck as the page holds it."""
    settings, _ = load_settings(deck.root)
    return Session(settings, clock=lambda: NOW)


@contextmanager
def serving(session: Session) -> Iterator[Door]:
    """Serve the page by a thread."""
    door = open_door(0)
    ready, stop = threading.Event(), threading.Event()
    thread = threading.Thread(target=serve, args=(session, door), kwargs={"ready": ready.set, "stop": stop})
    thread.start()
    assert ready.wait(10)
    yield door
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()


@pytest.fixture
def deck(tmp_path: Path) -> Deck:
    """Return a deck of one report."""
    return make_deck(tmp_path / "deck")


@pytest.fixture
def session(deck: Deck) -> Session:
    """Return the deck as the page holds it."""
    return make_session(deck)


@pytest.fixture
def door(session: Session) -> Iterator[Door]:
    """Return where the page is served, to the end of the test."""
    with serving(session) as door:
        yield door


@pytest.fixture(scope="session")
def still_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Return where a deck is served of which no test changes anything."""
    with serving(make_session(make_deck(tmp_path_factory.mktemp("still")))) as door:
        yield door


# --- the browser ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Watched:
    """A page with all that went wrong on it, and all that it asked for."""

    page: Page
    is_hostile: bool = False  # it holds what the browser must refuse
    faults: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # what the browser did not run or load
    asked: list[str] = field(default_factory=list)


Opener = Callable[..., Watched]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """Return what opens an address in a window of its own; no page may complain, or leave the machine.

    Of a page that is hostile, what the browser refuses is no complaint.
    """
    contexts: list[BrowserContext] = []
    opened: list[Watched] = []

    def open_(
        address: str,
        *,
        width: int = 1280,
        height: int = 860,
        scheme: str = "light",
        script: str = "",
        is_hostile: bool = False,
    ) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        context.add_init_script(script)
        watched = Watched(context.new_page(), is_hostile=is_hostile)
        opened.append(watched)
        watched.page.on("console", lambda message: _complain(watched, message.type, message.text))
        watched.page.on("pageerror", lambda error: watched.faults.append(str(error)))
        context.on("request", lambda request: watched.asked.append(request.url))
        context.on("requestfailed", lambda request: _refuse(watched, request))
        watched.page.set_default_timeout(30_000)
        watched.page.goto(address)
        watched.page.wait_for_selector("html[data-ready]")
        return watched

    yield open_
    for context in contexts:
        context.close()
    for watched in opened:
        assert not watched.faults
        assert watched.is_hostile or not watched.refused
        here = ("http://127.0.0.1:", "data:", "file:", "about:", "blob:")
        assert [url for url in watched.asked if not url.startswith(here)] == []


def _refuse(watched: Watched, request: Request) -> None:
    if request.failure == "csp":  # it was never sent
        watched.asked.remove(request.url)


def _complain(watched: Watched, kind: str, words: str) -> None:
    if kind in ("error", "warning"):
        is_refusal = any(sign in words for sign in ("Content Security Policy", "sandboxed", "net::ERR_BLOCKED_BY_CSP"))
        (watched.refused if is_refusal else watched.faults).append(words)


@pytest.fixture
def page(door: Door, open_page: Opener) -> Page:
    """Return the deck's page in a window of a desktop."""
    return open_page(door.address).page


@pytest.fixture
def still_page(still_door: Door, open_page: Opener) -> Page:
    """Return the page of a deck of which no test changes anything."""
    return open_page(still_door.address).page
