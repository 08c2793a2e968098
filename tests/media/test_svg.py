"""SVG files that do more than show something are refused."""

from __future__ import annotations

import pytest

from notes2anki.media.svg import find_fault

ROOT = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<path d='M0 0'/>", id="a shape"),
        pytest.param("<style>.a{fill:url(#g)} .b{cursor:pointer}</style>", id="a style of its own"),
        pytest.param("<use xlink:href='#a'/><path marker-end='url(#m)'/>", id="references within"),
        pytest.param("<a href='https://example.org'><text>link</text></a>", id="a link that one may follow"),
        pytest.param("<image href='data:image/png;base64,AAAA'/>", id="a picture inside"),
        pytest.param("<foreignObject><div xmlns='http://www.w3.org/1999/xhtml'>하나</div></foreignObject>", id="HTML"),
        pytest.param("<text>see url(https://x.org) and @importance</text>", id="words that look like a style"),
        pytest.param("<style>@font-face{src:url(data:font/woff2;base64,AA)}</style>", id="a font inside"),
    ],
)
def test_a_picture_is_taken(inner: str) -> None:
    """What shows only itself."""
    assert find_fault(f"<svg {ROOT}>{inner}</svg>".encode()) is None


def test_a_document_type_is_no_fault() -> None:
    """Many programs write one; it is not loaded."""
    kind = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert find_fault(f'<?xml version="1.0"?>{kind}<svg {ROOT}/>'.encode()) is None


@pytest.mark.parametrize(
    ("inner", "fault"),
    [
        pytest.param("<script>alert(1)</script>", "holds <script>", id="script"),
        pytest.param("<s:script xmlns:s='http://www.w3.org/2000/svg'/>", "holds <script>", id="script by another name"),
        pytest.param("<SCRIPT/>", "holds <script>", id="capitals"),
        pytest.param("<path onload='alert(1)'/>", "runs a script", id="an event"),
        pytest.param("<a href=' java&#10;script:alert(1)'/>", "runs a script", id="a link that runs"),
        pytest.param("<a xlink:href='data:text/html,x'/>", "loads something from elsewhere", id="a link to a page"),
        pytest.param("<image href='https://x.org/a.png'/>", "loads something from elsewhere", id="a far picture"),
        pytest.param("<image href='a.png'/>", "loads something from elsewhere", id="a picture beside it"),
        pytest.param("<image href='data:image/svg+xml,x'/>", "loads something from elsewhere", id="another SVG inside"),
        pytest.param("<use href='//x.org/a.svg#b'/>", "loads something from elsewhere", id="a far shape"),
        pytest.param("<style>@import 'x.css'</style>", "loads something from elsewhere", id="a style sheet"),
        pytest.param("<style>@im<!-- -->port 'x.css'</style>", "loads something from elsewhere", id="in two pieces"),
        pytest.param("<p style='fill: url( &quot;x.svg#a&quot;)'/>", "loads something from elsewhere", id="in a style"),
        pytest.param("<iframe/>", "holds <iframe>", id="a frame"),
        pytest.param("<a><set attributeName='xlink:href' to='javascript:x'/></a>", "changes its links", id="animation"),
        pytest.param("<?xml-stylesheet href='x.css'?>", "loads something from elsewhere", id="an instruction"),
        pytest.param("<path>", "is broken on its line 1", id="not closed"),
    ],
)
def test_a_picture_that_does_more_is_refused(inner: str, fault: str) -> None:
    """The words end a sentence about the file."""
    assert find_fault(f"<svg {ROOT}>{inner}</svg>".encode()) == fault


def test_entities_are_refused() -> None:
    """A few lines of them unpack to gigabytes."""
    bomb = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'
    assert find_fault(bomb.encode()) == "declares entities"
