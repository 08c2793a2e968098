"""Emphasis that also closes beside Korean, Japanese and Chinese words.

CommonMark does not close `**중첩요인(confounding factor)**의`: a closing mark after a bracket wants a space behind it,
and these scripts put none there. This is the rule of the "CommonMark CJK-friendly Amendments"
(https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md), under which punctuation beside a CJK
character is no obstacle. Text without CJK characters is read exactly as CommonMark says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter, Scanned

# East Asian Width W, F or H without the characters that are emoji by default, and the Hangul script.
CJK = re.compile(
    "["
    "\u1100-\u11ff\u20a9\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u2ff0-\u303e"
    "\u3041-\u3096\u3099-\u30ff\u3105-\u312f\u3131-\u318e\u3190-\u31e5\u31ef-\u321e\u3220-\u3247\u3250-\ua48c"
    "\ua490-\ua4c6\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6\ud7cb-\ud7fb\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe52"
    "\ufe54-\ufe66\ufe68-\ufe6b\uff01-\uffbe\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc\uffe0-\uffe6"
    "\uffe8-\uffee\U00016fe0-\U00016fe4\U00016ff0-\U00016ff6\U00017000-\U00018cd5\U00018cff-\U00018d1e"
    "\U00018d80-\U00018df2\U0001aff0-\U0001aff3\U0001aff5-\U0001affb\U0001affd\U0001affe\U0001b000-\U0001b122"
    "\U0001b132\U0001b150-\U0001b152\U0001b155\U0001b164-\U0001b167\U0001b170-\U0001b2fb\U0001d300-\U0001d356"
    "\U0001d360-\U0001d376\U0001f200\U0001f202\U0001f210-\U0001f219\U0001f21b-\U0001f22e\U0001f230\U0001f231"
    "\U0001f237\U0001f23b\U0001f240-\U0001f248\U0001f260-\U0001f265\U00020000-\U0003fffd"
    "]"
)
_SELECTOR = re.compile("[\ufe00-\ufe0e]")  # not U+FE0F, which makes an emoji of what stands before it
_IDEOGRAPHIC_SELECTOR = re.compile("[\U000e0100-\U000e01ef]")
_FULLWIDTH_QUOTE = re.compile("[‘’“”]\ufe01")  # ambiguous by themselves, CJK with this selector


def plug(markdown: MarkdownIt) -> None:
    """Replace the rules for `*`, `_` and `~~`."""
    markdown.inline.ruler.at("emphasis", _emphasis)
    markdown.inline.ruler.at("strikethrough", _strike)


def scan(state: StateInline, *, splits_words: bool) -> Scanned:
    """Return whether the run of marks at `state.pos` can open, can close, and how long it is.

    `splits_words` is false for `_`, which is no mark within a word.
    """
    end = state.pos
    while end < state.posMax and state.src[end] == state.src[state.pos]:
        end += 1
    before = _side_before(state.src[max(0, state.pos - 2) : state.pos])
    after = _side(state.src[end] if end < state.posMax else " ")
    is_left = not after.is_space and (not after.is_obstacle or before.lets_pass)
    is_right = not before.is_space and (not before.is_obstacle or after.lets_pass)
    can_open = is_left and (splits_words or not is_right or before.is_punctuation)
    can_close = is_right and (splits_words or not is_left or after.is_punctuation)
    return Scanned(can_open, can_close, end - state.pos)


def push_marks(state: StateInline, scanned: Scanned, *, width: int = 1) -> None:
    """Push the run as text tokens of `width` marks each, for the balancing that decides which of them are pairs."""
    mark = state.src[state.pos]
    for _ in range(scanned.length // width):
        state.push("text", "", 0).content = mark * width
        # The run's length decides for `*` and `_` only ("rule of three"); 0 turns that off.
        length = scanned.length if width == 1 else 0
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(mark), length, place, -1, scanned.can_open, scanned.can_close))
    state.pos += scanned.length


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands on one side of a run of marks."""

    is_space: bool
    is_punctuation: bool
    is_cjk: bool

    @property
    def is_obstacle(self) -> bool:
        """Is it punctuation that keeps a mark from opening before it or closing after it?"""
        return self.is_punctuation and not self.is_cjk

    @property
    def lets_pass(self) -> bool:
        """Is the obstacle on the other side of the marks none, given what is on this side?"""
        return self.is_space or self.is_punctuation or self.is_cjk


def _side_before(pair: str) -> _Side:
    """Return what the last characters before the marks are; a variation selector belongs to its character."""
    if not pair:
        return _side(" ")
    if _IDEOGRAPHIC_SELECTOR.match(pair[-1]):
        return _Side(is_space=False, is_punctuation=False, is_cjk=True)
    if len(pair) < 2 or not _SELECTOR.match(pair[-1]) or isWhiteSpace(ord(pair[0])):
        return _side(pair[-1])
    base = _side(pair[0])
    return _Side(base.is_space, base.is_punctuation, base.is_cjk or bool(_FULLWIDTH_QUOTE.match(pair)))


def _side(character: str) -> _Side:
    return _Side(
        is_space=isWhiteSpace(ord(character)),
        is_punctuation=isMdAsciiPunct(ord(character)) or isPunctChar(character),
        is_cjk=bool(CJK.match(character)),
    )


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    mark = state.src[state.pos]
    if silent or mark not in "*_":
        return False
    push_marks(state, scan(state, splits_words=mark == "*"))
    return True


def _strike(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if silent or state.src[state.pos] != "~":
        return False
    scanned = scan(state, splits_words=True)
    if scanned.length != 2:  # one is "about" (~10), three and more are a line drawn by hand
        state.pending += "~" * scanned.length
        state.pos += scanned.length
        return True
    push_marks(state, scanned, width=2)
    return True
