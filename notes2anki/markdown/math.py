r"""Math -> `math_inline`, `math_inline_double` (display, within a line), `math_block`; their content is the TeX.

Read are `$…$`, `$$…$$`, `` $`…`$ ``, `\(…\)`, `\[…\]` (with one or two backslashes, as the page's own parser needed
them), `\begin{align}…\end{align}` on its own, and fences marked `math`. Prices (`$5 and $10`), shell (`$HOME/bin`,
`$A/$B`) and escaped brackets (`\[notice\]`) are no math.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from notes2anki.markdown.emphasis import CJK
from notes2anki.markdown.newlines import counting, words_of

# All patterns are bounded: an opener without its closer must not be read to the end at every place.
_DOUBLE = re.compile(r"\$\$(?P<tex>(?:[^$\\]|\\.|\$(?!\$)){1,4000}?)\$\$", re.DOTALL)
_SINGLE = re.compile(r"\$(?P<tex>(?:[^$\\]|\\.){1,2000})\$(?!\$)", re.DOTALL)
_BRACKETS = re.compile(
    r"(?P<slash>\\{1,2})(?:\((?P<inline>.{1,2000}?)(?P=slash)\)|\[(?P<display>.{1,4000}?)(?P=slash)\])", re.DOTALL
)
_BEGIN = re.compile(
    r"\\begin\{(?P<name>(?:align(?:at)?|flalign|gather|multline|equation|eqnarray)\*?"
    r"|aligned|alignedat|gathered|split|cases|array|[bBpvV]?matrix)\}"
)
_ENVIRONMENT = re.compile(rf"(?P<tex>{_BEGIN.pattern}.{{1,4000}}?\\end\{{(?P=name)\}})", re.DOTALL)
_COMMAND = re.compile(r"\\[A-Za-z%]")
# A script whose base stands before the dollar: `H$_2$O`.
_SCRIPT = re.compile(r"(?:[_^](?:\{[^{}]{1,40}\}|[A-Za-z0-9+*−-]))+")
# What excuses `$ \beta $`: it is at home neither in prices nor in a prompt.
_SURELY_TEX = re.compile(r"\\[A-Za-z]|(?:\w|(?:\b\w|[)\]}]) ?)\^ ?[\w{(\\+−-]")
# And so does a single variable or call: `$ x_1 $`, `$ P(y|x) $`.
_SPACED = re.compile(r"\s*[A-Za-z](?:_(?:\w|\{\w{1,9}\}))?['′]?(?:\([^()$]{1,30}\))?\s*")
# And an equation without words: `$ y = ax + b $`.
_EQUATION = re.compile(r"(?!.*[A-Za-z]{3}|.*[\u3000-\uffff])\s*[A-Za-z(|][^=]* = .*")
# What stands between two prices or two variables of a shell: `$5, or 10$`, `$5 or 10$`, `$LD, 5$`.
_LIST = re.compile(r"\d[\d,.]*[a-z]?(?:[,;] [a-z]{2,} | (?:and|at|or|per|to) )|[A-Z_]{2,}[,;:] *\d", re.ASCII)
# `$5에서 $10 사이, 1$에 1300원`: behind an amount, prose goes on.
_AMOUNT = re.compile(rf"\d[\d,.]*[a-z]? ?/?{CJK.pattern}")
_LATIN = re.compile(r"[A-Za-z0-9]")
# What may follow a closing dollar although it is Latin: `$n$th`, `$k$s`.
_ENGLISH_ENDING = re.compile(r"(?:st|nd|rd|th|s|d)(?![A-Za-z0-9])")
# What an escaped bracket of prose does not hold.
_FORMULA = re.compile(r"\\[A-Za-z]|[\^=+<>{}]|[A-Za-z0-9]_[A-Za-z0-9{]")
# A single variable or call: `\(x\)`, `\(f(x)\)`.
_VARIABLE = re.compile(r"\s*[A-Za-z]['′]?(?:\([^()]*\))?\s*")

# Not TeX: three words in a row.
_PROSE = re.compile(r"(?<!\\)\b[^\W\d_]{2,}(?: [^\W\d_]{2,}){2}")

_CLOSERS = {"$$": "$$", "\\[": "\\]", "\\\\[": "\\\\]"}
_LONGEST_BLOCK = 100  # lines
_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]


def plug(markdown: MarkdownIt) -> None:
    """Read math before everything that could take a piece of it: escapes, emphasis, tags."""
    markdown.inline.ruler.before("escape", "math_dollar", counting(_dollar))
    markdown.inline.ruler.before("escape", "math_brackets", counting(_brackets))
    markdown.inline.ruler.before("escape", "math_environment", counting(_environment))
    markdown.block.ruler.before("fence", "math_block", _block, {"alt": _INTERRUPTED})
    markdown.core.ruler.after("block", "math_fence", _fences)


def _dollar(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.src[state.pos] != "$":
        return False
    display = _DOUBLE.match(state.src, state.pos, state.posMax)
    if display and display["tex"].strip():
        return _push(state, display, "math_inline_double", silent=silent)
    found = _SINGLE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    before, after = state.src[max(0, state.pos - 1) : state.pos], state.src[found.end() : found.end() + 4]
    if not _is_math(found["tex"], before, after):
        return False
    return _push(state, found, "math_inline", silent=silent)


def _is_math(tex: str, before: str, after: str) -> bool:
    """Is what stands between two dollars TeX, and not a price or a shell variable?"""
    if _is_fenced(tex):
        return True
    if "`" in tex or before == "$":
        return False
    if tex != tex.strip():
        is_tex = _SURELY_TEX.search(tex) or _SPACED.fullmatch(tex) or _EQUATION.fullmatch(tex)
        return tex[0].isspace() and tex[-1].isspace() and bool(is_tex)
    if after[:1] in ("{", "(") and tex.startswith(after[:1]):
        return False  # ${A}/${B}
    if _COMMAND.search(tex) or _SCRIPT.fullmatch(tex):
        return True  # 3$\times$3
    if _LIST.match(tex) or _AMOUNT.match(tex):
        return False
    return not _LATIN.match(before) and (not _LATIN.match(after) or bool(_ENGLISH_ENDING.match(after)))


def _is_fenced(tex: str) -> bool:
    return len(tex) > 2 and tex[0] == tex[-1] == "`"


def _brackets(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.src[state.pos] != "\\":
        return False
    found = _BRACKETS.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    tex = found["inline"] or found["display"]
    is_variable = (found["inline"] is not None or len(found["slash"]) > 1) and _VARIABLE.fullmatch(tex)
    if not is_variable and not _FORMULA.search(tex):
        return False
    kind = "math_inline" if found["inline"] is not None else "math_inline_double"
    return _push(state, found, kind, silent=silent)


def _environment(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = _ENVIRONMENT.match(state.src, state.pos, state.posMax)
    return found is not None and _push(state, found, "math_inline_double", silent=silent)


def _push(state: StateInline, found: re.Match[str], kind: str, *, silent: bool) -> bool:
    if not silent:
        groups = found.groupdict()
        tex = groups.get("tex") or groups.get("inline") or groups.get("display") or ""
        token = state.push(kind, "math", 0)
        token.content = (tex[1:-1] if _is_fenced(tex) else tex).strip()
        token.markup = found[0][: found[0].index(tex)]
    state.pos = found.end()
    return True


def _block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803 - markdown-it's
    line = words_of(state, startLine)
    mark, closer = _marks(line)
    if not mark or state.is_code_block(startLine) or (silent and line != mark):
        return False  # within a paragraph only a mark on a line of its own starts a block
    last = _last_line(state, (mark, closer), startLine, endLine)
    if last is None:
        return False
    tex = state.getLines(startLine, last + 1, state.blkIndent, keepLastLF=False).strip()
    if mark in _CLOSERS:
        tex = tex[len(mark) : -len(closer)].strip()
    if mark != "$$" and not _FORMULA.search(tex):
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.content, token.markup, token.block = tex, mark, True
        token.map = [startLine, last + 1]
        state.line = last + 1
    return True


def _marks(line: str) -> tuple[str, str]:
    """Return the mark with which a line begins a formula, and the one that ends it; nothing if it begins none."""
    if begin := _BEGIN.match(line):
        return begin[0], begin[0].replace("begin", "end", 1)
    mark = next((mark for mark in _CLOSERS if line.startswith(mark)), "")
    return mark, _CLOSERS.get(mark, "")


def _last_line(state: StateBlock, marks: tuple[str, str], first: int, end: int) -> int | None:
    """Return the line that ends with the closing mark; the container's end comes too early.

    So does a blank line, but between two `$$` that stand alone on their lines.
    """
    mark, closer = marks
    rest = words_of(state, first).removeprefix(mark)
    if closer in rest:
        # `$$a$$ and $$b$$`, `$$a$$, where` are lines of prose.
        return first if rest.index(closer) == len(rest) - len(closer) > 0 else None
    is_alone, has_blank = mark == "$$" == words_of(state, first), False
    for line in range(first + 1, min(end, first + _LONGEST_BLOCK)):
        if state.isEmpty(line) and is_alone:
            has_blank = True
            continue
        words = words_of(state, line)
        if not words or state.sCount[line] < state.blkIndent or (has_blank and _PROSE.search(words)):
            return None
        if words.endswith(closer):
            return None if has_blank and words != closer else line
    return None


def _fences(state: StateCore) -> None:
    """Retype the fences that are marked `math`."""
    for token in state.tokens:
        if token.type == "fence" and token.info.strip().lower() == "math":
            token.type, token.tag, token.content = "math_block", "math", token.content.strip()
