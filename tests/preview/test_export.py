"""The page as one file."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from notes2anki.preview.export import export
from notes2anki.preview.session import Session

from .conftest import Deck, Opener


def test_the_file_shows_the_cards_by_itself(tmp_path: Path, deck: Deck, session: Session, open_page: Opener) -> None:
    """With formulas and pictures, and nothing else to ask for; nothing can be decided there."""
    (deck.root / "notes" / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    deck.write("notes/2022-03-18-day39.md", "## Boxes\n\n- **IoU**: the overlap of two boxes ![two](a.svg)\n")
    session.refresh()
    size = export(session.snapshot, tmp_path / "page")
    assert size == (tmp_path / "page" / "index.html").stat().st_size
    opened = open_page((tmp_path / "page" / "index.html").as_uri())
    page = opened.page
    page.fill("#text", "focal loss")
    page.locator("#list .row").first.click()
    inner = page.frame_locator("iframe[title^=Answer]")
    expect(inner.locator("mjx-container svg").first).to_be_visible()
    page.fill("#text", "iou")
    page.locator("#list .row").first.click()
    expect(inner.locator("img")).to_have_js_property("naturalWidth", 9)
    inner.locator("img").click()
    expect(inner.locator(".zoom")).to_be_visible()
    expect(page.locator("#actions")).to_be_hidden()
    expect(page.locator("#source")).to_contain_text("the overlap of two boxes")


def test_without_formulas_it_is_small(tmp_path: Path, deck: Deck, session: Session) -> None:
    """MathJax goes with it only where it is needed; the same deck gives the same bytes."""
    deck.write("notes/2022-03-17-day38.md", "## Boxes\n\n- **IoU**: the overlap of two boxes, </script><b>\n")
    session.refresh()
    assert export(session.snapshot, tmp_path / "a") < 100_000
    export(session.snapshot, tmp_path / "b")
    assert (tmp_path / "a" / "index.html").read_bytes() == (tmp_path / "b" / "index.html").read_bytes()
