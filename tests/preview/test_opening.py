"""The browser is opened on a private file that leads to the page: a command line is seen by every user."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import Browser, expect

from tests.support.program import PROGRAM

from .conftest import Deck

PATIENCE = 30  # seconds after which a test has hung

BROWSER = """\
#!{python}
import pathlib, sys
pathlib.Path({told!r}).write_text("\\n".join(sys.argv[1:]))
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "ended"])
def test_the_token_is_on_no_command_line(deck: Deck, browser: Browser, tmp_path: Path, sign: signal.Signals) -> None:
    """A real browser comes from the file to the page; the file is the user's alone, and gone at the end."""
    told, program, private = tmp_path / "told", tmp_path / "browser", tmp_path / "private"
    program.write_text(BROWSER.format(python=sys.executable, told=str(told)), encoding="utf-8")
    program.chmod(0o755)
    private.mkdir()
    environment = {**os.environ, "BROWSER": str(program), "TMPDIR": str(private)}
    with subprocess.Popen(
        (*PROGRAM, "preview", str(deck.root)), env=environment, stdout=subprocess.PIPE, text=True
    ) as it:
        try:
            assert it.stdout
            address = it.stdout.readline().split()[0]
            token = urlsplit(address).path.strip("/")
            end = time.monotonic() + PATIENCE
            while not (told.exists() and told.read_text(encoding="utf-8")):
                assert time.monotonic() < end
                time.sleep(0.02)
            (given,) = told.read_text(encoding="utf-8").splitlines()
            assert token not in given
            file = Path(url2pathname(urlsplit(given).path))
            assert [stat.S_IMODE(one.stat().st_mode) for one in (file, file.parent)] == [0o600, 0o700]
            page = browser.new_page()
            page.goto(given)
            page.wait_for_url(address)
            expect(page.locator("main")).to_contain_text("card")
            page.close()
        finally:
            it.send_signal(sign)
            it.wait(PATIENCE)
    assert not list(private.iterdir())
