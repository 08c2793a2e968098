"""What `templates check` finds, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

Faults = Callable[[Mapping[str, str]], list[str]]

FRONT = "templates/basic/forward/front.html"
BACK = "templates/basic/forward/back.html"
CLOZE = "templates/cloze/cloze/front.html"
ANSWER = '<hr id="answer">'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            FRONT, "{{#Hint}}{{hint:Hint}}{{/Hint}}{{Question}}{{Tags}}{{#c1}}1{{/c1}}", id="sections and filters"
        ),
        pytest.param(FRONT, "<!-- {{Nonsense}} {{# -->{{tts ko_KR voices=A:Question}}", id="what a comment holds"),
        pytest.param(BACK, f"{{{{FrontSide}}}}{ANSWER}{{{{type:Answer}}}}", id="the front on the back, and a box"),
        pytest.param(BACK, "{{Answer}}<p id='answer'>", id="single quotes"),
        pytest.param(BACK, '{{Answer}}<hr class=a\nID = "answer"/>', id="an id as HTML allows it"),
        pytest.param(FRONT, '<a href="https://example.org">x</a>{{Question}}', id="a link that only a tap follows"),
        pytest.param(
            FRONT, '<img src="_logo.svg"><img src="{{text:Source}}"><img src="data:,">{{Question}}', id="own files"
        ),
        pytest.param(
            FRONT, "{{Question}}<script>(() => { const a = '{'; let b; class C {} })();</script>", id="wrapped"
        ),
        pytest.param(
            FRONT, "{{Question}}<script>// let it be\nvar a = /* const b */ `let c`;</script>", id="words in comments"
        ),
        pytest.param(
            FRONT,
            "{{Question}}<script>// import('https://x.org/a.js')\nvar a = 'see https://x.org', b = 6 / 2 / 1;</script>",
            id="an address that is not loaded",
        ),
        pytest.param(FRONT, "{{Question}}<script>import('./_mine.js');</script>", id="a module of one's own"),
        pytest.param(
            FRONT, "{{Question}}<script>(() => { var r = /[}]/; let b; })();</script>", id="a brace in a pattern"
        ),
        pytest.param(
            "templates/user.css", ".a::before { content: '}'; background: url(data:image/png;base64,x) }", id="CSS"
        ),
        pytest.param("templates/user.css", "/* url(https://x.org/a.png) { */", id="a comment in CSS"),
    ],
)
def test_what_is_well_is_left_alone(faults: Faults, name: str, text: str) -> None:
    """Nothing is found in what Anki takes and shows as it is meant."""
    assert faults({name: text}) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param(FRONT, "{{Question}}\n{{Qestion}}", "2: there is no field `Qestion` in notes2anki", id="a field"),
        pytest.param(
            FRONT, "{{Question}}{{#No}}x{{/No}}", "1: there is no field `No` in notes2anki", id="a section's field"
        ),
        pytest.param(FRONT, "{{txt:Question}}", "1: there is no filter `txt`", id="a filter"),
        pytest.param(FRONT, "{{tts:Question}}", "1: there is no filter `tts`", id="a voice without a language"),
        pytest.param(FRONT, "{{Question}}\n{{#Hint}}", "2: {{#Hint}} is never closed", id="never closed"),
        pytest.param(FRONT, "{{Question}}\n\n{{/Hint}}", "3: {{/Hint}} closes nothing", id="never opened"),
        pytest.param(
            FRONT,
            "{{#Hint}}{{Question}}\n{{#Extra}}\n{{/Hint}}{{/Extra}}",
            "3: {{/Hint}} crosses {{#Extra}} of line 2, which is still open",
            id="crossed",
        ),
        pytest.param(FRONT, "{{Question}}\n<b>{{Hint</b>", "2: `{{` is never closed", id="a brace"),
        pytest.param(FRONT, "Hello", "1: the front shows no field", id="no field"),
        pytest.param(FRONT, "{{Tags}}", "1: the front shows no field", id="only what Anki puts in"),
        pytest.param(
            FRONT, "{{FrontSide}}{{Question}}", "1: {{FrontSide}} is nothing on a front", id="a front in itself"
        ),
        pytest.param(CLOZE, "{{Text}}", "1: there is no {{cloze:…}}", id="a cloze type without cloze"),
        pytest.param(
            FRONT, "{{cloze:Question}}", "1: `cloze:` in notes2anki, which is no cloze type", id="cloze on basic"
        ),
        pytest.param(
            BACK,
            f"{ANSWER}{{{{type:Answer}}}}\n{{{{type:Extra}}}}",
            "2: a second `type:`, after that of line 1",
            id="two boxes",
        ),
        pytest.param(BACK, "{{FrontSide}}{{Answer}}", '1: there is no id="answer"', id="nothing to scroll to"),
        pytest.param(BACK, "{{Answer}}<hr id=answerbox>", '1: there is no id="answer"', id="an id that begins like it"),
        pytest.param(
            BACK, '{{Answer}}<hr data-id="answer">', '1: there is no id="answer"', id="an attribute that ends like it"
        ),
        pytest.param(
            BACK, '{{Answer}}<!-- <hr id="answer"> -->', '1: there is no id="answer"', id="an id in a comment"
        ),
        pytest.param(
            FRONT,
            "{{Question}}\n<link rel=stylesheet href=https://x.org/a.css>",
            "2: loads https://x.org/a.css from the network",
            id="a style sheet from the network",
        ),
        pytest.param(
            FRONT,
            "{{Question}}<script src='//x.org/a.js'></script>",
            "1: loads //x.org/a.js from the network",
            id="a script",
        ),
        pytest.param(
            FRONT, '{{Question}}<img src="logo.svg">', "1: uses the file `logo.svg`", id="a file Anki would drop"
        ),
        pytest.param(
            FRONT,
            '{{Question}}<img src="img/_logo.svg">',
            "1: uses the file `img/_logo.svg`",
            id="a file in a folder, of which Anki has none",
        ),
        pytest.param(
            FRONT,
            "{{Question}}<script>\nimport('https://x.org/a.js');</script>",
            "2: loads https://x.org/a.js from the network",
            id="a module",
        ),
        pytest.param(
            FRONT,
            "{{Question}}<script>fetch(`//x.org/a.json`);</script>",
            "1: loads //x.org/a.json from the network",
            id="what a script fetches",
        ),
        pytest.param(
            FRONT,
            "{{Question}}<script>new Image().src = 'https://x.org/a.png';</script>",
            "1: loads https://x.org/a.png from the network",
            id="a picture of a script",
        ),
        pytest.param(
            FRONT,
            "{{Question}}<script>var r = /[{]/;\nconst a = 1;</script>",
            "2: `const` at the top of a script",
            id="const after a brace in a pattern",
        ),
        pytest.param(
            FRONT, "{{Question}}<i style='background: url(a.png)'>", "1: uses the file `a.png`", id="a file in a style"
        ),
        pytest.param(
            FRONT, "{{Question}}<script>\nconst a = 1;</script>", "2: `const` at the top of a script", id="const"
        ),
        pytest.param(
            FRONT, "{{Question}}<script>{ let a; }\nlet b;</script>", "2: `let` at the top of a script", id="let"
        ),
        pytest.param(
            FRONT,
            "{{Question}}<script>document.addEventListener('x', f)</script>",
            "1: `document.addEventListener` stays after the card",
            id="what stays on the page",
        ),
        pytest.param(FRONT, "{{Question}}\n<<<<<<< yours\n", "2: the mark of a merge conflict", id="half a merge"),
        pytest.param("templates/user.css", "a {}\n}", "2: `}` closes nothing", id="a brace too many"),
        pytest.param("templates/user.css", "a {\nb {}", "1: `{` is never closed", id="a brace too few"),
        pytest.param(
            "templates/user.css",
            "@import 'https://x.org/a.css';",
            "1: loads https://x.org/a.css from the network",
            id="@import",
        ),
        pytest.param(
            "templates/user.css", "a { src: url( 'font.woff' ) }", "1: uses the file `font.woff`", id="a font"
        ),
        pytest.param(
            "templates/style.css", "=======\n", "1: the mark of a merge conflict", id="half a merge of styles"
        ),
    ],
)
def test_what_is_wrong_is_found_at_its_line(faults: Faults, name: str, text: str, expected: str) -> None:
    """Each fault is told with its file and its line."""
    assert f"{name.removeprefix('templates/')}:{expected}" in faults({name: text})


def test_a_near_name_is_offered(drafts: Callable[..., object], faults: Faults) -> None:
    """A misspelt field is told with the one that was meant."""
    from notes2anki.notetypes.check import find_faults

    hints = [fault.hint for draft in drafts({FRONT: "{{Qestion}}{{txt:Hint}}"}) for fault in find_faults(draft)]
    assert any(hint.startswith("did you mean `Question`?") for hint in hints)
    assert any(hint.startswith("did you mean `text`?") for hint in hints)


def test_two_fronts_alike_are_found(faults: Faults) -> None:
    """Anki takes no two templates that ask the same."""
    same = {f"templates/basic/{folder}/front.html": "{{Question}}" for folder in ("forward", "reverse")}
    assert faults(same) == ["basic/reverse/front.html:1: the fronts of `Forward` and `Reverse` are the same"]


def test_all_faults_are_told_at_once(faults: Faults) -> None:
    """One run finds what is wrong in every file."""
    found = faults({FRONT: "{{No}}", BACK: "{{Answer}}", "templates/user.css": "}"})
    assert {fault.partition(":")[0] for fault in found} == {
        "basic/forward/front.html",
        "basic/forward/back.html",
        "user.css",
    }
