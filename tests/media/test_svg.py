"""SVG files that do more than show something are refused."""

from __future__ import annotations

import pytest

from notes2anki.media import diagrams
from notes2anki.media.fault import Fault
from notes2anki.media.svg import find_fault

ROOT = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
INK = (
    'xmlns:i="http://www.inkscape.org/namespaces/inkscape" xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
)
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
FAR = "http://x.org/a"


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<path d='M0 0'/>", id="a shape"),
        pytest.param("<style>.a{fill:url(#g)} .b{cursor:pointer}</style>", id="a style of its own"),
        pytest.param(
            "<style><![CDATA[@media (max-width: 9px) {a > b:not(.c) {fill: rgb(0, 0, 0)}}]]></style>", id="rules"
        ),
        pytest.param("<use xlink:href='#a'/><path marker-end='url(#m)' mask='url(\"#m\")'/>", id="references within"),
        pytest.param("<a href='#a'><text>link</text></a>", id="a link within"),
        pytest.param("<image href='data:image/png;base64,AAAA'/>", id="a picture inside"),
        pytest.param("<text>see url(https://x.org), \\alpha and @importance</text>", id="words that look like a style"),
        pytest.param("<g aria-label='f(x) \\url(y)' data-id='@import' class='a\\b'/>", id="words in attributes"),
        pytest.param(f"<g {INK} i:label='a'><s:namedview i:zoom='1'/></g>", id="what a drawing program notes"),
        pytest.param(f"<metadata {RDF}><rdf:RDF rdf:about='http://a.b'/></metadata>", id="metadata"),
        pytest.param(
            "<rect transform='translate(1 2) rotate(3)'><animate attributeName='x' to='1'/></rect>", id="motion"
        ),
        pytest.param(
            "<filter id='f'><feDropShadow dx='1'/></filter><g style='filter: drop-shadow(0 1px #000)'/>", id="f"
        ),
        pytest.param("<text xml:space='preserve' font-family='Arial, \"맑은 고딕\"'>가</text>", id="text"),
    ],
)
def test_a_picture_is_taken(inner: str) -> None:
    """What shows only itself."""
    assert find_fault(f"<svg {ROOT}>{inner}</svg>".encode()) is None


def test_a_document_type_is_no_fault() -> None:
    """Many programs write one; it is not loaded."""
    kind = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert find_fault(f'<?xml version="1.0"?>{kind}<svg {ROOT}/>'.encode()) is None


DRAWN = {
    "Graphviz": ('digraph { a -> b [label="가"]; subgraph cluster_a { c } a -> c [style=dashed color="#ff0000"] }',),
    "Mermaid": (
        "graph TD\n A[가] --> B{b}\n B -->|yes| C((c))\n subgraph s\n C\n end",
        "sequenceDiagram\n actor A\n A->>B: hi\n Note over A,B: note\n loop x\n B-->>A: yo\n end",
        "classDiagram\n A <|-- B\n A : +int x",
        "stateDiagram-v2\n [*] --> A\n A --> [*]",
        "erDiagram\n A ||--o{ B : has",
        "gantt\n title t\n section s\n a :a1, 2024-01-01, 3d",
        'pie title p\n "a" : 3\n "b" : 4',
        "mindmap\n root((r))\n  a\n  b",
        "timeline\n title t\n 2002 : a",
        "gitGraph\n commit\n branch b\n commit",
        "journey\n title t\n section s\n a: 5: me",
        "quadrantChart\n title t\n x-axis a --> b\n y-axis c --> d\n p: [0.3, 0.6]",
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_diagrams_are_taken(name: str) -> None:
    """What Graphviz and Mermaid draw passes; a diagram with a link that leads elsewhere does not."""
    if not diagrams.can_draw(name):
        pytest.skip(f"nothing here draws {name}")
    for source, drawn in zip(DRAWN[name], diagrams.draw(name, DRAWN[name]), strict=True):
        assert not isinstance(drawn, Fault), source
        assert find_fault(drawn) is None, source


ELSEWHERE = "loads something from elsewhere"


@pytest.mark.parametrize(
    ("inner", "fault"),
    [
        # elements
        pytest.param("<script>alert(1)</script>", "holds <script>", id="script"),
        pytest.param("<s:script xmlns:s='http://www.w3.org/2000/svg'/>", "holds <script>", id="script by another name"),
        pytest.param("<SCRIPT/>", "holds <SCRIPT>", id="capitals"),
        pytest.param(
            "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>x</h:script>", "holds <script>", id="HTML's script"
        ),
        pytest.param("<iframe/>", "holds <iframe>", id="a frame"),
        pytest.param("<foreignObject><b/></foreignObject>", "holds <foreignObject>", id="HTML inside"),
        pytest.param("<h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x'/>", "holds <img>", id="an HTML picture"),
        pytest.param("<h:input xmlns:h='http://www.w3.org/1999/xhtml'/>", "holds <input>", id="an HTML form"),
        pytest.param("<handler type='text/ecmascript'>x</handler>", "holds <handler>", id="a handler"),
        pytest.param("<e:listener xmlns:e='http://www.w3.org/2001/xml-events'/>", "holds <listener>", id="a listener"),
        pytest.param(
            f"<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='{FAR}'/>", "holds <include>", id="XInclude"
        ),
        pytest.param("<t:stylesheet xmlns:t='http://www.w3.org/1999/XSL/Transform'/>", "holds <stylesheet>", id="XSLT"),
        pytest.param("<m:math xmlns:m='http://www.w3.org/1998/Math/MathML'/>", "holds <math>", id="MathML"),
        pytest.param(f"<audio href='{FAR}'/>", "holds <audio>", id="a sound"),
        pytest.param(f"<video href='{FAR}'/>", "holds <video>", id="a film"),
        pytest.param(f"<feImage href='{FAR}'/>", "holds <feImage>", id="a picture in a filter"),
        pytest.param(f"<font-face-uri href='{FAR}'/>", "holds <font-face-uri>", id="a font as an element"),
        pytest.param(f"<color-profile href='{FAR}'/>", "holds <color-profile>", id="a colour profile"),
        pytest.param(f"<cursor href='{FAR}'/>", "holds <cursor>", id="a cursor as an element"),
        pytest.param(f"<tref href='{FAR}'/>", "holds <tref>", id="far words"),
        pytest.param("<discard/>", "holds <discard>", id="what takes others away"),
        pytest.param("<unknown/>", "holds <unknown>", id="an element of nobody's"),
        # events and links
        pytest.param("<path onload='alert(1)'/>", "runs a script", id="an event"),
        pytest.param("<animate onbegin='alert(1)'/>", "runs a script", id="an event of an animation"),
        pytest.param("<g oNcLiCk='alert(1)'/>", "runs a script", id="an event in mixed case"),
        pytest.param("<a href=' java&#10;script:alert(1)'/>", "runs a script", id="a link that runs"),
        pytest.param("<a href='&#106;avascript:alert(1)'/>", "runs a script", id="a link that runs, in references"),
        pytest.param("<a href='vbscript:x'/>", ELSEWHERE, id="another language"),
        pytest.param("<a href='https://x.org'/>", ELSEWHERE, id="a link to the web"),
        pytest.param("<a xlink:href='data:text/html,x'/>", ELSEWHERE, id="a link to a page"),
        pytest.param(
            "<a xmlns:l='http://www.w3.org/1999/xlink' l:href='file:///etc'/>", ELSEWHERE, id="by another prefix"
        ),
        pytest.param(f"<image href='{FAR}'/>", ELSEWHERE, id="a far picture"),
        pytest.param("<image href='//x.org/a.png'/>", ELSEWHERE, id="a far picture without a scheme"),
        pytest.param("<image href='a.png'/>", ELSEWHERE, id="a picture beside it"),
        pytest.param("<image href='data:image/svg+xml,x'/>", ELSEWHERE, id="another SVG inside"),
        pytest.param("<image href='data:image/png,x'/>", ELSEWHERE, id="a picture that is not encoded"),
        pytest.param(
            "<use href='data:image/svg+xml;base64,PHN2Zz4='/>", ELSEWHERE, id="a shape from another SVG inside"
        ),
        pytest.param("<use href='data:image/png;base64,AA'/>", ELSEWHERE, id="a shape from a picture"),
        pytest.param("<use href='//x.org/a.svg#b'/>", ELSEWHERE, id="a far shape"),
        pytest.param(f"<textPath href='{FAR}#b'/>", ELSEWHERE, id="a far path"),
        pytest.param(f"<linearGradient href='{FAR}#b'/>", ELSEWHERE, id="a far gradient"),
        pytest.param(f"<mpath href='{FAR}#b'/>", ELSEWHERE, id="a far way"),
        pytest.param(f"<g xml:base='{FAR}'><use href='#a'/></g>", "has the attribute “base”", id="another base"),
        pytest.param(f"<image src='{FAR}'/>", "has the attribute “src”", id="HTML's attribute"),
        pytest.param(
            "<g ev:event='click' xmlns:ev='http://www.w3.org/2001/xml-events'/>",
            "has the attribute “event”",
            id="XML events",
        ),
        pytest.param(
            "<a><set attributeName='xlink:href' to='javascript:x'/></a>", "changes “xlink:href”", id="a set link"
        ),
        pytest.param(
            "<a><animate attributeName='href' values='javascript:x'/></a>", "changes “href”", id="a moved link"
        ),
        pytest.param("<g><set attributeName='onclick' to='alert(1)'/></g>", "changes “onclick”", id="a set event"),
        pytest.param("<g><set attributeName='style' to='fill:red'/></g>", "changes “style”", id="a set style"),
        pytest.param(f"<g><set attributeName='fill' to='url({FAR})'/></g>", ELSEWHERE, id="a set fill"),
        pytest.param(
            f"<g><animate attributeName='mask' values='none;url({FAR}#m)'/></g>", ELSEWHERE, id="a moved mask"
        ),
        # styles
        pytest.param("<style>@import 'x.css'</style>", ELSEWHERE, id="a style sheet"),
        pytest.param("<style>@IMPORT 'x.css'</style>", ELSEWHERE, id="a style sheet in capitals"),
        pytest.param("<style>@im<!-- -->port 'x.css'</style>", ELSEWHERE, id="in two pieces"),
        pytest.param("<style>@<![CDATA[import]]> 'x.css'</style>", ELSEWHERE, id="in CDATA"),
        pytest.param("<style>&#64;import 'x.css'</style>", ELSEWHERE, id="in references"),
        pytest.param("<style>@<g>media </g>import 'x.css'</style>", "holds <g> in its style", id="around an element"),
        pytest.param("<style>@\\69mport 'x.css'</style>", "has a backslash in its style", id="an escaped rule"),
        pytest.param(
            "<style>@font-face{src:url(data:font/woff2;base64,AA)}</style>",
            "has the rule @font-face in its style",
            id="a font",
        ),
        pytest.param(
            "<style>@namespace x 'http://x.org'</style>", "has the rule @namespace in its style", id="a name space"
        ),
        pytest.param(f"<style>a{{background:url({FAR})}}</style>", ELSEWHERE, id="a background"),
        pytest.param(
            f"<style>a{{background:image-set('{FAR}' 1x)}}</style>",
            "uses image-set() in its style",
            id="a set of pictures",
        ),
        pytest.param(
            f"<style>a{{background:-webkit-image-set('{FAR}' 1x)}}</style>",
            "uses -webkit-image-set() in its style",
            id="an old set",
        ),
        pytest.param(
            f"<style>a{{background:image('{FAR}')}}</style>", "uses image() in its style", id="a picture of CSS"
        ),
        pytest.param(f"<style>a{{src:src('{FAR}')}}</style>", "uses src() in its style", id="a source of CSS"),
        pytest.param(
            "<style>a{width:expression(alert(1))}</style>", "uses expression() in its style", id="an expression"
        ),
        pytest.param(f"<style>a{{-moz-binding:url({FAR}#x)}}</style>", ELSEWHERE, id="a binding"),
        pytest.param(f"<style>:root{{--x:url({FAR})}} a{{fill:var(--x)}}</style>", ELSEWHERE, id="a variable"),
        pytest.param(
            "<s:style xmlns:s='http://www.w3.org/2000/svg'>@import 'x'</s:style>", ELSEWHERE, id="style by another name"
        ),
        pytest.param("<g style='fill: url( &quot;x.svg#a&quot;)'/>", ELSEWHERE, id="in a style"),
        pytest.param(f"<g style='background:\\75rl({FAR})'/>", "has a backslash in its style", id="an escaped letter"),
        pytest.param(f"<g style='background:u\\72 l({FAR})'/>", "has a backslash in its style", id="another one"),
        pytest.param(f"<g style='background:URL({FAR})'/>", ELSEWHERE, id="capitals in a style"),
        pytest.param(f"<g style='cursor:url({FAR}),auto'/>", ELSEWHERE, id="a cursor"),
        pytest.param(f"<g fill='url({FAR}#g)'/>", ELSEWHERE, id="a fill"),
        pytest.param(f"<g mask='url(&#9;{FAR}#m)'/>", ELSEWHERE, id="a mask"),
        pytest.param("<g filter='\\75rl(//x.org#f)'/>", "has a backslash in its style", id="an escaped filter"),
        pytest.param(f"<g clip-path='url(\"{FAR}#c\")'/>", ELSEWHERE, id="a clip"),
        pytest.param("<g marker-start='url(#a) url(//x.org#b)'/>", ELSEWHERE, id="behind one within"),
        pytest.param("<g cursor='image-set(\"x\" 1x)'/>", "uses image-set() in its style", id="a set as an attribute"),
        # XML
        pytest.param(
            "<?xml-stylesheet href='x.css'?>", "holds the instruction <?xml-stylesheet?>", id="an instruction"
        ),
        pytest.param("<?php echo 1 ?>", "holds the instruction <?php?>", id="an instruction to a server"),
        pytest.param("<path>", "is broken on its line 1", id="not closed"),
        pytest.param("<style></style><script>x</script>", "holds <script>", id="behind a style"),
        pytest.param(
            "<style><![CDATA[</style><script>]]></style><script>x</script>", "holds <script>", id="behind CDATA"
        ),
        pytest.param("<text>&lpar;</text>", "is broken on its line 1", id="an entity of nobody's"),
    ],
)
def test_a_picture_that_does_more_is_refused(inner: str, fault: str) -> None:
    """The words end a sentence about the file."""
    assert find_fault(f"<svg {ROOT}>{inner}</svg>".encode()) == fault


SCRIPT = f"<svg {ROOT}><script>alert(1)</script></svg>"
PUBLIC = "-//W3C//DTD XHTML 1.0 Strict//EN"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param(
            b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg>&b;</svg>', "declares entities", id="a bomb"
        ),
        pytest.param(
            b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "declares entities", id="a file"
        ),
        pytest.param(
            b'<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://x.org">%a;]><svg/>', "declares entities", id="a parameter"
        ),
        pytest.param(b'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x">]><svg/>', "declares entities", id="a default"),
        pytest.param(b'<!DOCTYPE svg SYSTEM "http://x.org/a.dtd"><svg/>', ELSEWHERE, id="a far document type"),
        pytest.param(
            f'<!DOCTYPE svg PUBLIC "{PUBLIC}" "http://www.w3.org/a"><svg fill="url&lpar;//x.org)"/>'.encode(),
            ELSEWHERE,
            id="the entities of XHTML",
        ),
        pytest.param(
            f'<?xml-stylesheet href="{FAR}"?><svg {ROOT}/>'.encode(),
            "holds the instruction <?xml-stylesheet?>",
            id="a sheet",
        ),
        pytest.param(SCRIPT.encode("utf-16"), "holds <script>", id="UTF-16"),
        pytest.param(
            b'<?xml version="1.0" encoding="utf-7"?><svg>+ADw-script+AD4-</svg>',
            "is written in utf-7, and not in UTF-8",
            id="UTF-7",
        ),
        pytest.param(
            b'<?xml version="1.0" encoding="cp037"?>' + SCRIPT.encode("cp037"),
            "is written in cp037, and not in UTF-8",
            id="EBCDIC",
        ),
        pytest.param(
            f"<html xmlns='http://www.w3.org/1999/xhtml'>{SCRIPT}</html>".encode(),
            "begins with <html>, and is no SVG",
            id="HTML",
        ),
        pytest.param(f"<?xml version='1.0'?>{SCRIPT}".encode(), "holds <script>", id="behind a declaration"),
        pytest.param(b"\xef\xbb\xbf" + SCRIPT.encode(), "holds <script>", id="behind a mark of order"),
    ],
)
def test_a_document_that_does_more_is_refused(content: bytes, fault: str) -> None:
    """What stands around the root, and how it is written."""
    assert find_fault(content) == fault
