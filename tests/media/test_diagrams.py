"""Diagrams become pictures, where this machine can draw them; where not, they stay code and one notice says why."""

from __future__ import annotations

import stat
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from notes2anki.media import diagrams, draw_diagrams
from notes2anki.media.diagrams import can_draw
from notes2anki.media.fault import Fault
from notes2anki.media.svg import find_fault

FLOW = "graph TD\n  A[양자화 Quantization] -->|float32| B(정수로 바꾸기)\n"
GRAPH = "digraph { 가중치 -> 정수 }"
NOTE = "notes/day.md"

needs_dot = pytest.mark.skipif(not can_draw("Graphviz"), reason="Graphviz is not installed: no command `dot`")
needs_mermaid = pytest.mark.skipif(
    not can_draw("Mermaid"), reason="Mermaid is not installed: no Chromium with the package mermaidx, no command `mmdc`"
)


@pytest.fixture
def bare_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder that commands are taken from; it is empty, and Mermaid's script is not there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setitem(sys.modules, "mermaidx", None)
    return folder


def _command(folder: Path, name: str, script: str) -> None:
    """Put a command into the folder."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def _notices(collected) -> list[tuple[str, int, str]]:
    assert all(problem.hint and not problem.is_error for problem in collected.problems)
    return [(problem.path, problem.line, problem.message) for problem in collected.problems]


# --- Graphviz ------------------------------------------------------------------------------------------------------


@needs_dot
def test_graphviz_draws_a_graph(deck, tmp_path: Path) -> None:
    """As an SVG with its words in it, by either name of the language, remembered if there is a cache."""
    settings = deck(cache=tmp_path / "cache")
    collected = draw_diagrams([("dot", GRAPH, NOTE, 3), ("Graphviz", GRAPH, NOTE, 9)], settings)
    assert not collected.problems
    one, other = collected.files["dot", GRAPH], collected.files["Graphviz", GRAPH]
    assert one == other
    assert one.name.startswith("n2a-")
    assert one.name.endswith(".svg")
    assert "가중치" in Path(one.source).read_text(encoding="utf-8")


def test_a_remembered_diagram_needs_no_program(deck, tmp_path: Path, bare_path: Path) -> None:
    """What was drawn once is the same ever after."""
    _command(bare_path, "dot", 'echo "<svg/>"')
    settings = deck(cache=tmp_path / "cache")
    drawn = draw_diagrams([("dot", GRAPH, NOTE, 3)], settings)
    (bare_path / "dot").unlink()
    assert draw_diagrams([("dot", GRAPH, NOTE, 3)], settings) == drawn
    assert len(drawn.files) == 1


@needs_dot
def test_a_wrong_graph_is_told_at_its_line(deck) -> None:
    """Graphviz's own words say what is wrong; the others are drawn."""
    collected = draw_diagrams([("dot", "digraph { a -> }}", NOTE, 3), ("dot", GRAPH, NOTE, 9)], deck())
    assert [found[:2] for found in _notices(collected)] == [(NOTE, 3)]
    assert "syntax error in line 1" in collected.problems[0].message
    assert list(collected.files) == [("dot", GRAPH)]


@needs_dot
def test_a_graph_reads_no_files(tmp_path: Path, draw) -> None:
    """A note may name any file of the machine."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(draw("PNG"))
    (drawn,) = diagrams.draw("Graphviz", [f'digraph {{ a [image="{secret}"] }}'])
    assert isinstance(drawn, Fault) or b"secret" not in drawn


@needs_dot
def test_a_graph_that_runs_something_is_not_packed(deck) -> None:
    """The picture is checked as files are."""
    collected = draw_diagrams([("dot", 'digraph { a [URL="javascript:alert(1)"] }', NOTE, 3)], deck())
    assert not collected.files
    assert _notices(collected) == [(NOTE, 3, "the Graphviz diagram runs a script")]


# --- Mermaid -------------------------------------------------------------------------------------------------------


@needs_mermaid
def test_mermaid_draws_a_diagram(deck) -> None:
    """With its words as text, a size, and a ground to be seen on at night; a wrong one does not keep the others out."""
    wrong = "graph TD\n  A --> \n  -- ["
    collected = draw_diagrams([("mermaid", wrong, NOTE, 3), ("mermaid", FLOW, NOTE, 9)], deck())
    svg = collected.files["mermaid", FLOW].content.decode()
    assert "양자화" in svg
    assert "foreignObject" not in svg
    assert 'style="background: white"' in svg.partition(">")[0]
    assert 'width="100%"' not in svg.partition(">")[0]
    assert find_fault(svg.encode()) is None
    ((*place, message),) = _notices(collected)
    assert place == [NOTE, 3]
    assert message.startswith("the Mermaid diagram is wrong: Parse error on line 3")


@needs_mermaid
@pytest.mark.parametrize(
    "label",
    [
        pytest.param("<img src=x onerror=alert(1)>", id="an event"),
        pytest.param("</script><script>alert(1)</script>", id="a script"),
        pytest.param("<img src='https://example.org/a.png'>", id="a far picture"),
    ],
)
def test_what_hides_in_a_label_does_not_run(deck, label: str) -> None:
    """It is left out, or the diagram is."""
    source = f'graph TD\n  A["{label}"] --> B\n  click B "javascript:alert(1)"\n'
    for media in draw_diagrams([("mermaid", source, NOTE, 3)], deck()).files.values():
        assert find_fault(media.content) is None


@pytest.mark.parametrize(
    ("script", "message"),
    [
        pytest.param(
            'echo "<svg id=\\"d\\" width=\\"100%\\" viewBox=\\"0 0 20.4 10\\"><text>$(cat $2)</text></svg>" > $4',
            None,
            id="a picture",
        ),
        pytest.param("echo 'Parse error on line 2' >&2; exit 1", "is wrong: Parse error on line 2", id="an error"),
        pytest.param("exit 0", "is wrong: no reason given", id="nothing"),
    ],
)
def test_the_command_of_mermaid_draws_too(deck, bare_path: Path, script: str, message: str | None) -> None:
    """Where there is no browser of one's own."""
    _command(bare_path, "mmdc", f"PATH=/bin:/usr/bin\n{script}")
    collected = draw_diagrams([("mermaid", "graph TD", NOTE, 3)], deck())
    if message:
        assert _notices(collected) == [(NOTE, 3, f"the Mermaid diagram {message}")]
    else:
        (media,) = collected.files.values()
        assert media.content == (
            b'<svg id="d" viewBox="0 0 20.4 10" width="20" height="10" style="background: white">'
            b"<text>graph TD</text></svg>\n"
        )


# --- where nothing can be drawn ------------------------------------------------------------------------------------


def test_one_notice_says_how_to_get_what_draws(deck, bare_path: Path) -> None:
    """For each of the two, at the first of the diagrams."""
    fences = [
        ("python", "print()", NOTE, 1),
        ("mermaid", FLOW, NOTE, 3),
        ("mermaid", "pie", "notes/other.md", 5),
        ("dot", GRAPH, NOTE, 7),
    ]
    collected = draw_diagrams(fences, deck())
    assert not collected.files
    assert _notices(collected) == [
        (NOTE, 3, "2 diagrams stay code, as nothing here draws Mermaid"),
        (NOTE, 7, "1 diagram stays code, as nothing here draws Graphviz"),
    ]
    assert ".[diagrams]" in collected.problems[0].hint


def test_diagrams_can_stay_code(deck, bare_path: Path) -> None:
    """Without a word, where the settings say so."""
    assert draw_diagrams([("mermaid", FLOW, NOTE, 3)], deck(diagrams=False)) == draw_diagrams([], deck())


def test_a_program_that_does_not_run_is_a_notice(deck, bare_path: Path) -> None:
    """Nothing is raised."""
    _command(bare_path, "dot", "")
    (bare_path / "dot").write_bytes(b"#!/nowhere/at/all\n")
    ((_, _, message),) = _notices(draw_diagrams([("dot", GRAPH, NOTE, 3)], deck()))
    assert message.startswith("Graphviz does not run here: ")


@pytest.mark.skipif(find_spec("mermaidx") is None, reason="the package mermaidx is not installed")
@pytest.mark.parametrize("has_command", [False, True])
def test_a_browser_that_shows_nothing_makes_way(deck, tmp_path: Path, monkeypatch, *, has_command: bool) -> None:
    """Mermaid's own command draws then, if it is there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    _command(tmp_path, "chromium", "exit 1")
    if has_command:
        _command(tmp_path, "mmdc", """echo '<svg viewBox="0 0 2 1"></svg>' > $4""")
    collected = draw_diagrams([("mermaid", FLOW, NOTE, 3)], deck())
    assert len(collected.files) == has_command
    expected = [] if has_command else [(NOTE, 3, "Mermaid does not run here: chromium gives no picture")]
    assert _notices(collected) == expected


def test_a_program_that_takes_too_long_is_ended(deck, bare_path: Path, monkeypatch) -> None:
    """With all that it started, and without keeping the other diagrams out."""
    monkeypatch.setattr(diagrams, "_SECONDS", 0.3)
    slow = "case $(/bin/cat) in slow) /bin/sleep 60 & /bin/sleep 60;; *) echo '<svg/>';; esac"
    _command(bare_path, "dot", slow)
    begin = time.monotonic()
    collected = draw_diagrams([("dot", "slow", NOTE, 3), ("dot", "fast", NOTE, 9)], deck())
    assert time.monotonic() - begin < 20
    assert _notices(collected) == [(NOTE, 3, "the Graphviz diagram takes longer than 0.3 seconds")]
    assert list(collected.files) == [("dot", "fast")]


def test_a_picture_without_a_size_is_a_notice(deck, bare_path: Path) -> None:
    """It could not be shown."""
    _command(bare_path, "mmdc", 'echo "<svg></svg>" > $4')
    ((_, _, message),) = _notices(draw_diagrams([("mermaid", FLOW, NOTE, 3)], deck()))
    assert message == "Mermaid does not run here: its picture has no size"


def test_a_diagram_is_not_too_long() -> None:
    """Neither program ends in good time."""
    (drawn,) = diagrams.draw("Graphviz", ["x" * 50_001])
    assert drawn == Fault("the Graphviz diagram is too long", "make several of it")
