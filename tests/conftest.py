"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# A test does not judge how fast the machine is. A run tries the same examples as the one before it, whatever that
# found; `make fuzz` looks for new ones with the profile `fuzz`.
settings.register_profile("same", deadline=None, derandomize=True, database=None)
settings.register_profile("fuzz", deadline=None, derandomize=False, database=None)
settings.load_profile("same")

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites golden files: look at the difference before you commit it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what the tests get")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that lacks a program, instead of skipping it, with NOTES2ANKI_REQUIRE_PROGRAMS=1."""
    report = yield
    if (
        report.skipped
        and "not installed" in report.longreprtext
        and os.environ.get("NOTES2ANKI_REQUIRE_PROGRAMS") == "1"
    ):
        report.outcome = "failed"
    return report


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a check that a text is what `golden/<name>`, beside the test, holds."""
    folder = Path(request.path).parent / "golden"

    def check(name: str, text: str) -> None:
        file = folder / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.exists(), f"no golden file {name}: run pytest --update-golden"
        assert text == file.read_text(encoding="utf-8")

    return check


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium of this machine; without one the test is skipped."""
    place = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if place is None:
        pytest.skip("Chromium is not installed: no command `chromium`, `chromium-browser` or `google-chrome`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, headless=True, args=list(_FLAGS))
        yield browser
        browser.close()
