"""Wikilinks and embeds as Obsidian, Logseq and many wikis write them.

`[[Note|alias]]` is its words; `![[picture.png|200]]` an image, `![[Note#Section]]` the name of what it would show.
The content of the token `wikilink` is what a reader sees, its `meta` the link as it is written (`written`).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from notes2anki.markdown.images import push_image, width_of

_LINK = re.compile(r"(?P<embed>!?)\[\[(?P<inner>[^\[\]\n]{1,300})\]\](?!\()")
_ARRAY = re.compile(r"[-+\d\s.]*,[-+\d\s.,]*|[\"'].*|\d{1,3}|:.*|.*:|-[a-z] .*| .* ")  # `[[1, 2]]`, `[[ -f x ]]`
_CODE_BEFORE = re.compile(r"[A-Za-z0-9_)\]]")  # `a[[0]]`
_MEDIA = re.compile(
    r"\.(?:apng|avif|bmp|gif|jpe?g|png|svg|webp|mp3|ogg|oga|opus|wav|m4a|flac|mp4|m4v|webm|mov|mkv|ogv)$", re.IGNORECASE
)
_NO_NAME = re.compile(r"\^|(?:page|t|height|width)=\d")  # a block's id, a page of a PDF
_SIZE = re.compile(r"(?P<width>\d{1,4})(?:x\d{1,4})?")
_ID = re.compile(r"\s+[0-9a-f]{32}$")  # Notion's


def plug(markdown: MarkdownIt) -> None:
    """Read these before CommonMark's links, except where `[[foo]]` is a defined reference."""
    markdown.inline.ruler.before("link", "wikilink", _wikilink)


def pop_size(words: str) -> tuple[str, str]:
    """Return an image's alternative text without the size at its end (`words|200`), and the width, empty for none."""
    rest, bar, last = words.rpartition("|")
    found = _SIZE.fullmatch(last.strip()) if bar else None
    return (rest.strip(), width_of(found.groupdict())) if found else (words, "")


def _wikilink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = _LINK.match(state.src, state.pos, state.posMax)
    if not found or not _is_link(state, found):
        return False
    if not silent:
        target, _, words = found["inner"].partition("|")
        if found["embed"] and _MEDIA.search(target.partition("#")[0].strip()):
            _push_image(state, target.partition("#")[0].strip(), words)
        else:
            token = state.push("wikilink", "", 0)
            token.content = words.rpartition("|")[2].strip() or _name(target)
            token.meta = {"written": f"[[{found['inner']}]]"}
    state.pos = found.end()
    return True


def _is_link(state: StateInline, found: re.Match[str]) -> bool:
    inner = found["inner"]
    if _ARRAY.fullmatch(inner) or not inner.strip(" |#^"):
        return False
    if not found["embed"] and _CODE_BEFORE.match(state.src[state.pos - 1 : state.pos]):
        return False
    return normalizeReference(inner) not in state.env.get("references", {})


def _push_image(state: StateInline, path: str, words: str) -> None:
    alternative, width = pop_size(f"|{words}")
    push_image(state, path, alternative.strip("| "), width)


def _name(target: str) -> str:
    """`folder/Note#Section` -> `Note › Section`; a block's id or a page says nothing."""
    note, *sections = (part.strip() for part in target.split("#"))
    names = (note.rpartition("/")[2].removesuffix(".md"), *(part for part in sections if not _NO_NAME.match(part)))
    return " › ".join(name for name in (_ID.sub("", part) for part in names) if name)
