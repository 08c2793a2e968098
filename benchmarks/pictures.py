"""The pictures of the README: `pictures.md` and the example deck -> .github/*.png, by the preview in a real Chromium.

    make pictures

Cards of every kind by day and by night, the page on a desktop, and the review on a desktop and a phone.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from notes2anki.config import load_settings
from notes2anki.preview.server import open_door, serve
from notes2anki.preview.session import Session

_ROOT = Path(__file__).parents[1]
_TARGET = _ROOT / ".github"
_EXAMPLE = _ROOT / "decks" / "daily-reports"
_REPORT = Path(__file__).with_suffix(".md")
_FIGURE = _EXAMPLE / "notes" / "images" / "iou.png"

# What each card is found by; in two rows of four.
_CARDS = (
    *("label smoothing", "batch normalization", "양자화", "dropout"),
    *("gradient descent", "focal loss", "optimizers differ", "overlap of two boxes"),
)
_COLUMNS = 4
_HIGHEST_CARD = 580
_PHONE = (390, 800)
_DESKTOP = (1280, 800)
_COLOURS = 200
_LATER = 5  # cards before the one that the review shows
_LARGEST = 100_000  # bytes of a picture
_NOW = 1647820800  # 2022-03-21


def main() -> None:
    """Make all pictures anew."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with _served(_make_deck(Path(folder) / "kinds")) as address:
            for night in ("light", "dark"):
                _save(f"cards-{night}.png", _sheet(_cards(browser, address, night), _COLUMNS))
        with _served(_copied(Path(folder) / "example")) as address:
            _save("page.png", _page(browser, address))
            _save(
                "review.png",
                _sheet((_review(browser, address, _DESKTOP, "light"), _review(browser, address, _PHONE, "dark")), 2),
            )
        browser.close()


# --- decks ---------------------------------------------------------------------------------------------------------


def _make_deck(root: Path) -> Path:
    (root / "notes").mkdir(parents=True)
    (root / "deck.yaml").write_text("name: Pictures\n", encoding="utf-8")
    shutil.copy(_REPORT, root / "notes" / "2022-03-17-day38.md")
    shutil.copy(_FIGURE, root / "notes")
    return root


def _copied(root: Path) -> Path:
    """Return a copy of the example deck, in which nothing has been built or judged."""
    shutil.copytree(_EXAMPLE / "notes", root / "notes")
    shutil.copy(_EXAMPLE / "deck.yaml", root)
    return root


@contextmanager
def _served(root: Path) -> Iterator[str]:
    door, stop, ready = open_door(0), threading.Event(), threading.Event()
    session = Session(load_settings(root)[0], clock=lambda: _NOW)
    thread = threading.Thread(target=serve, args=(session, door), kwargs={"ready": ready.set, "stop": stop})
    thread.start()
    ready.wait()
    yield door.address
    stop.set()
    thread.join()


# --- what is photographed ------------------------------------------------------------------------------------------


def _cards(browser: Browser, address: str, night: str) -> tuple[Image.Image, ...]:
    page = _open(browser, address, (_PHONE[0], 2 * _HIGHEST_CARD), night)
    page.add_style_tag(content="iframe { border: 0 !important; border-radius: 0 !important; }")
    return tuple(_card(page, words) for words in _CARDS)


def _card(page: Page, words: str) -> Image.Image:
    _choose(page, words)
    whole = _shot(page.locator("iframe").screenshot())
    page.click("#back")
    return whole.crop((0, 0, whole.width, min(whole.height, _HIGHEST_CARD)))


def _page(browser: Browser, address: str) -> Image.Image:
    page = _open(browser, address, _DESKTOP, "light")
    _choose(page, "one-stage")
    page.fill("#text", "")
    page.locator("#stage").focus()
    for key in ("ArrowUp", "ArrowDown"):  # the list follows the keys
        _press(page, key)
    return _shot(page.screenshot())


def _review(browser: Browser, address: str, size: tuple[int, int], night: str) -> Image.Image:
    page = _open(browser, address, size, night)
    page.click("#mode-review")
    page.locator("#frames[data-key]").wait_for()
    for _ in range(_LATER):
        _press(page, "s")
    return _shot(page.screenshot())


def _open(browser: Browser, address: str, size: tuple[int, int], night: str) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if night == "dark" else "light"
    )
    view = json.dumps({"side": "answer", "frame": "phone", "night": night, "platform": "android"})
    context.add_init_script(f"window === top && localStorage.setItem('notes2anki-view', {view!r})")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    return page


def _press(page: Page, key: str) -> None:
    before = page.get_attribute("#frames", "data-key") or ""
    page.keyboard.press(key)
    expect(page.locator("#frames")).not_to_have_attribute("data-key", before)


def _choose(page: Page, words: str) -> None:
    page.fill("#text", words)
    row = page.locator("#list .row").first
    key = row.get_attribute("data-id") or ""
    row.click()
    expect(page.locator("#frames")).to_have_attribute("data-key", key)


# --- pictures ------------------------------------------------------------------------------------------------------


def _shot(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def _sheet(pictures: tuple[Image.Image, ...], columns: int) -> Image.Image:
    """Put pictures side by side in rows, with a line between them."""
    gap = 6
    rows = [pictures[start : start + columns] for start in range(0, len(pictures), columns)]
    width = max(sum(one.width + gap for one in row) for row in rows) - gap
    height = sum(max(one.height for one in row) + gap for row in rows) - gap
    sheet = Image.new("RGB", (width, height), "#8a9099")
    top = 0
    for row in rows:
        left, tallest = 0, max(one.height for one in row)
        for one in row:
            sheet.paste(one.getpixel((one.width // 2, 1)), (left, top, left + one.width, top + tallest))
            sheet.paste(one, (left, top))
            left += one.width + gap
        top += tallest + gap
    return sheet


def _save(name: str, picture: Image.Image) -> None:
    target = _TARGET / name
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    size = target.stat().st_size
    print(f"{target.relative_to(_ROOT)}: {picture.width} x {picture.height}, {size / 1000:.0f} kB")
    if size > _LARGEST:
        raise SystemExit(f"{name} is larger than {_LARGEST / 1000:.0f} kB")


if __name__ == "__main__":
    main()
