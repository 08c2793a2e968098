"""How fluid the page is with 10,000 cards, as the browser itself measures it.

    python benchmarks/preview.py [CARDS]

Makes a deck, serves its page, opens it in Chromium, scrolls through the list and walks through cards. Prints the time
until the first content and until the list is there, and every task that kept the page from answering for 50 ms or more.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from notes2anki.config import load_settings
from notes2anki.preview.server import open_door, serve
from notes2anki.preview.session import Session

_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
_PER_REPORT = 50
_WATCH = """
window.longTasks = [];
new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(one => Math.round(one.duration))))
  .observe({ type: "longtask", buffered: true });
"""
_SCROLL = """async () => {
  const list = document.getElementById("list");
  const frames = [];
  let before = performance.now();
  for (let step = 0; step < 240; step += 1) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - before);
    before = now;
    list.scrollTop += step % 60 === 59 ? 60000 : 700;
  }
  frames.sort((a, b) => a - b);
  return { median: frames[120], worst: frames[239], rows: document.querySelectorAll(".row").length };
}"""


def main() -> None:
    """Measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        root = _make_deck(Path(folder), number)
        began = time.perf_counter()
        session = Session(load_settings(root)[0], clock=lambda: 1647820800)
        read = time.perf_counter() - began
        door, stop, ready = open_door(0), threading.Event(), threading.Event()
        thread = threading.Thread(target=serve, args=(session, door), kwargs={"ready": ready.set, "stop": stop})
        thread.start()
        ready.wait()
        found = _measure(door.address) | {"cards": len(session.snapshot.loaded.cards), "read_seconds": round(read, 1)}
        stop.set()
        thread.join()
    print(json.dumps(found, indent=2))


def _make_deck(root: Path, number: int) -> Path:
    (root / "notes").mkdir()
    (root / "deck.yaml").write_text("name: Large\n", encoding="utf-8")
    for report in range(0, number, _PER_REPORT):
        bullets = (
            f"- **Term {place}**: the meaning of number {place}, which no other has\n"
            for place in range(report, report + _PER_REPORT)
        )
        name = f"2022-{1 + report // _PER_REPORT % 12:02}-{1 + report // _PER_REPORT % 28:02}-day{report:05}.md"
        (root / "notes" / name).write_text(f"## Terms\n\n{''.join(bullets)}", encoding="utf-8")
    return root


def _measure(address: str) -> dict[str, object]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=_FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.add_init_script(_WATCH)
        page.goto(address)
        page.wait_for_selector(".row")
        listed = page.evaluate("performance.now()")
        page.wait_for_timeout(1500)
        first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        found: dict[str, object] = {"first_content_ms": round(first), "list_ms": round(listed)}
        found["long_tasks_loading_ms"] = _long_tasks(page)
        scrolled = page.evaluate(_SCROLL)
        found["frame_median_ms"], found["frame_worst_ms"] = round(scrolled["median"], 1), round(scrolled["worst"], 1)
        found["rows_in_page"] = scrolled["rows"]
        found["long_tasks_scrolling_ms"] = _long_tasks(page)
        for _ in range(20):
            page.keyboard.press("ArrowDown")
            page.wait_for_timeout(60)
        found["long_tasks_walking_ms"] = _long_tasks(page)
        browser.close()
    return found


def _long_tasks(page: Page) -> list[int]:
    page.wait_for_timeout(200)
    found: list[int] = page.evaluate("window.longTasks.splice(0)")
    return found


if __name__ == "__main__":
    main()
