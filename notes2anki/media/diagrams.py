"""The source of a diagram -> an SVG picture, by programs that are on this machine. Nothing is asked of the network.

Graphviz draws `dot`. Mermaid is JavaScript: the script comes with the package `mermaidx`, and a Chromium that is
installed runs it, as only a browser knows how wide words are in Korean, Japanese or Chinese. The command `mmdc` of
Mermaid's own command line does, too.
"""

from __future__ import annotations

import html
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory
from typing import TypeVar

from notes2anki.media.fault import Fault

Drawn = TypeVar("Drawn")

LANGUAGES = {"mermaid": "Mermaid", "dot": "Graphviz", "graphviz": "Graphviz"}
"""What a fence that holds a diagram is called, and what draws it."""

MISSING = {
    "Mermaid": "Chromium or Chrome and `pip install '.[diagrams]'` draw it, or Mermaid's own command `mmdc`",
    "Graphviz": "install Graphviz, so that the command `dot` is there",
}
"""How to get what draws a diagram."""

RECIPE = "r1"
"""Changes with how diagrams are drawn, so that none of an older release is taken from a cache."""

_SECONDS = 60.0
_LONGEST = 50_000  # characters: Mermaid's own bound
_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_FONT = "Arial, sans-serif"
_CONFIGURATION = {
    "startOnLoad": False,
    "securityLevel": "strict",
    "htmlLabels": False,  # HTML in SVG is shown by browsers alone
    "flowchart": {"htmlLabels": False},
    "journey": {"textPlacement": "tspan"},
    "fontFamily": _FONT,
    "suppressErrorRendering": True,
}
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-sync",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_OUTPUT = re.compile(r'<pre id="out">(?P<json>.*?)</pre>', re.DOTALL)
_ROOT = re.compile(r"<svg\b[^>]*>")
_VIEW = re.compile(r'viewBox="[-\d.e]+[ ,]+[-\d.e]+[ ,]+(?P<width>[\d.]+)[ ,]+(?P<height>[\d.]+)"')
_SIZE = re.compile(r'\s(?:width|height|style)="[^"]*"')


def can_draw(name: str) -> bool:
    """Is there a program on this machine for the diagrams of `Mermaid` or `Graphviz`?"""
    if name == "Graphviz":
        return shutil.which("dot") is not None
    return _browser_and_script() is not None or shutil.which("mmdc") is not None


def draw(name: str, sources: Sequence[str]) -> tuple[bytes | Fault, ...]:
    """Return the pictures of diagrams that `Mermaid` or `Graphviz` draws, or what is wrong with each."""
    short = [source for source in sources if len(source) <= _LONGEST]
    with TemporaryDirectory(prefix="n2a-", ignore_cleanup_errors=True) as folder:
        drawn = dict(zip(short, _draw(name, short, Path(folder)), strict=True))
    long = Fault(f"the {name} diagram is too long", "make several of it")
    return tuple(drawn.get(source, long) for source in sources)


def _draw(name: str, sources: Sequence[str], folder: Path) -> Sequence[bytes | Fault]:
    if name == "Graphviz":
        return [_attempt(name, partial(_by_dot, source, folder)) for source in sources]
    if found := _browser_and_script():
        drawn = _attempt(name, lambda: tuple(_by_browser(sources, found, folder)))
        if isinstance(drawn, tuple):
            return drawn
        if not shutil.which("mmdc"):
            return [drawn] * len(sources)
    return [_attempt(name, partial(_by_mmdc, source, folder)) for source in sources]


def _attempt(name: str, drawing: Callable[[], Drawn]) -> Drawn | Fault:
    try:
        return drawing()
    except subprocess.TimeoutExpired:
        return Fault(f"the {name} diagram takes longer than {_SECONDS:g} seconds", "make it smaller")
    except (OSError, ValueError) as error:
        return Fault(f"{name} does not run here: {_first_line(str(error))}", MISSING[name])


def _fault(name: str, said: str) -> Fault:
    return Fault(f"the {name} diagram is wrong: {_first_line(said)}", "the card shows its source instead")


def _first_line(words: str) -> str:
    return next((line.strip()[:200] for line in words.splitlines() if line.strip()), "no reason given")


# --- Graphviz ------------------------------------------------------------------------------------------------------


def _by_dot(source: str, folder: Path) -> bytes | Fault:
    # With SERVER_NAME, dot reads no file that the source names, but below GV_FILE_PATH.
    environment = os.environ | {"SERVER_NAME": "notes2anki", "GV_FILE_PATH": str(folder)}
    font = (f"-{kind}fontname={_FONT.partition(',')[0]}" for kind in "GNE")
    ran = _run([str(shutil.which("dot")), "-Tsvg", *font], folder, source.encode("utf-8", "replace"), environment)
    if ran.returncode or b"<svg" not in ran.stdout:
        return _fault("Graphviz", ran.stderr.decode("utf-8", "replace").replace("<stdin>: ", ""))
    return ran.stdout


# --- Mermaid -------------------------------------------------------------------------------------------------------


def _browser_and_script() -> tuple[str, Path] | None:
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    package = find_spec("mermaidx")  # found, not imported: its own way of drawing cuts words off that are not Latin
    for folder in package.submodule_search_locations or () if package else ():
        script = Path(folder, "assets", "mermaid.js")
        if browser and script.is_file():
            return browser, script
    return None


def _by_browser(sources: Sequence[str], found: tuple[str, Path], folder: Path) -> Iterator[bytes | Fault]:
    """Draw all diagrams on one page: a browser takes longer to start than to draw."""
    browser, script = found
    page = folder / "page.html"
    page.write_text(_page(sources, script), encoding="utf-8")
    sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()  # none for root, as in CI
    flags = (*_QUIET, *sandbox, f"--user-data-dir={folder / 'profile'}", f"--virtual-time-budget={_SECONDS * 1000:.0f}")
    ran = _run([browser, *flags, "--dump-dom", page.as_uri()], folder)
    output = _OUTPUT.search(ran.stdout.decode("utf-8", "replace"))
    if not output:
        raise ValueError(f"{Path(browser).name} gives no picture")
    for drawn in json.loads(html.unescape(output["json"])):
        yield _framed(drawn["svg"]) if "svg" in drawn else _fault("Mermaid", str(drawn.get("fault")))


def _page(sources: Sequence[str], script: Path) -> str:
    nonce = secrets.token_hex(16)
    held = json.dumps({"sources": sources, "settings": _CONFIGURATION}).replace("<", "\\u003c")
    policy = f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<script nonce="{nonce}" src="{html.escape(script.as_uri())}"></script>'
        f'<script nonce="{nonce}" type="application/json" id="in">{held}</script><pre id="out"></pre>'
        f'<script nonce="{nonce}">{_DRAW_ALL}</script>'
    )


_DRAW_ALL = """
(async () => {
  const {sources, settings} = JSON.parse(document.getElementById("in").textContent);
  const drawn = [];
  for (const source of sources) {
    mermaid.initialize(settings);
    try {
      const {svg} = await mermaid.render("diagram", source);
      const root = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
      drawn.push({svg: new XMLSerializer().serializeToString(root)});
    } catch (error) {
      drawn.push({fault: String(error && error.message || error)});
    }
  }
  document.body.replaceChildren(document.getElementById("out"));
  document.getElementById("out").textContent = JSON.stringify(drawn);
})();
"""


def _by_mmdc(source: str, folder: Path) -> bytes | Fault:
    written, configuration, picture = folder / "in.mmd", folder / "config.json", folder / "out.svg"
    written.write_text(source, encoding="utf-8", errors="replace")
    configuration.write_text(json.dumps(_CONFIGURATION), encoding="utf-8")
    picture.unlink(missing_ok=True)
    command = (str(shutil.which("mmdc")), "-i", str(written), "-o", str(picture), "-c", str(configuration))
    ran = _run(command, folder)
    if ran.returncode or not picture.is_file():
        return _fault("Mermaid", (ran.stderr or ran.stdout).decode("utf-8", "replace"))
    return _framed(picture.read_text(encoding="utf-8"))


def _framed(svg: str) -> bytes:
    """Give the picture a size, which Mermaid leaves to the page, and a ground on which its lines are seen at night."""
    root = _ROOT.search(svg)
    view = _VIEW.search(root[0]) if root else None
    if not root or not view:
        raise ValueError("its picture has no size")
    size = f' width="{float(view["width"]):.0f}" height="{float(view["height"]):.0f}" style="background: white"'
    return (f"{_SIZE.sub('', root[0])[:-1]}{size}>" + svg[root.end() :]).encode()


def _run(
    command: Sequence[str], folder: Path, words: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a program; when it takes too long, end it with all that it started."""
    with subprocess.Popen(  # noqa: S603 -- a program of the user's own, and no shell
        command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=folder, env=environment, start_new_session=True
    ) as process:
        try:
            output, errors = process.communicate(words, timeout=_SECONDS)
        except BaseException:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
            raise
    return subprocess.CompletedProcess(command, process.returncode, output, errors)
