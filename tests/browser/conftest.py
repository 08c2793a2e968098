"""A real Chromium, without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Error, Page, Route


@dataclass(slots=True)
class Room:
    """A page from which nothing leads out, and all that was tried on it."""

    page: Page
    tried: list[str] = field(default_factory=list)

    def show(self, html: str) -> list[str]:
        """Load a page, do what a curious learner does, and return what ran or was fetched."""
        self.tried.clear()
        self.page.set_content(html, wait_until="load")
        self.page.evaluate("document.querySelectorAll('*').forEach(one => { one.focus?.(); one.scrollIntoView(); })")
        for kind in ("mouseover", "mousemove", "focusin", "toggle", "animationend", "pointerenter"):
            self.page.evaluate(
                "kind => document.querySelectorAll('*').forEach(one => one.dispatchEvent(new Event(kind)))", kind
            )
        self.page.evaluate("new Promise(done => setTimeout(done, 0))")
        return [*self.tried, *self.page.evaluate("window.ran || []")]


@pytest.fixture
def try_on(room: Room) -> Callable[[str], list[str]]:
    """Return a function from the HTML of a page to all that ran or was fetched."""
    return room.show


@pytest.fixture(scope="session")
def room(browser: Browser) -> Iterator[Room]:
    """Open a page in which every request is noted and refused, and every script may say that it ran."""
    opened = Room(browser.new_page())
    opened.page.route("**/*", lambda route: _refuse(route, opened))
    opened.page.on("dialog", lambda dialog: (opened.tried.append(f"dialog {dialog.message}"), dialog.dismiss()))
    opened.page.on("pageerror", lambda error: opened.tried.append(f"error {error}"))
    opened.page.on("popup", lambda popup: opened.tried.append(f"popup {popup.url}"))
    yield opened
    opened.page.close()


def _refuse(route: Route, room: Room) -> None:
    room.tried.append(route.request.url)
    try:
        route.abort()
    except Error:
        room.tried.append("a request that could not be refused")
