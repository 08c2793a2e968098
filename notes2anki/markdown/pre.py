"""An HTML block that is one `<pre>` -> its code, and the language that its class names."""

from __future__ import annotations

import html
import re

from markdown_it.common.html_re import close_tag, open_tag

_PRE = re.compile(r"\s*<pre\b[^<>]*>\n?(?P<code>(?:(?!<pre\b).)*?)</pre\s*>\s*", re.IGNORECASE | re.DOTALL)
_LANGUAGE = re.compile(r"\bclass\s*=\s*[\"']?[^\"'<>]*?\blang(?:uage)?-(?P<name>[\w+#-]+)", re.IGNORECASE)
_TAG = re.compile(f"{open_tag}|{close_tag}")


def read_pre(block: str) -> tuple[str, str]:
    """Return (code, language); no code for a block that is anything else."""
    found = _PRE.fullmatch(block)
    if not found:
        return "", ""
    named = _LANGUAGE.search(block)
    code = html.unescape(_TAG.sub("", found["code"]))
    return code.strip("\n"), named["name"] if named else ""
