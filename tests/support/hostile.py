"""Notes that no one writes: deep ones, and long ones by how often a piece stands in them."""

from collections.abc import Callable, Mapping


def _heads(before: str) -> str:
    """Return headings of all levels, a bold line and a lead, each line behind some signs."""
    lines = [*(f"{'#' * level} head {level}" for level in range(1, 7)), "**bold**", "lead"]
    return "".join(f"{before}{line}\n{before.rstrip()}\n" for line in lines)


DEEP: Mapping[str, str] = {
    "asterisks": "*" * 490 + "word" + "*" * 490,
    "emphasis of two kinds": "*a **b " * 122 + "c** d* " * 122,
    "all marks": "~~a ==b **c _d " * 90 + "d_ c** b== a~~ " * 90,
    "folds": "<details>\n\n" * 165 + "word\n\n" + "</details>\n\n" * 165,
    "folds with titles": "<details><summary>a</summary>\n\n" * 165 + "word\n\n" + "</details>\n\n" * 165,
    "folds in lists": "".join(f"{'  ' * depth}- a\n\n{'  ' * depth}  <details>\n\n" for depth in range(60)),
    "folds of an element": "<div><details>\n\n" * 200,
    "quotations": "> " * 1000 + "word",
    "lists": "".join(f"{'  ' * depth}- a\n" for depth in range(200)),
    "headings of digits": "".join(f"# {'0' * 38}{number:02}\n\n- a: b\n" for number in range(20)),
    "headings of small words": "".join(f"# {'오늘의' * 13}{number}\n\n- a: b\n" for number in range(20)),
    "lists on a line": "- " * 1000 + "word",
    "headings in quotations": "".join(_heads("> " * depth) for depth in range(60)),
    "headings in lists": "".join(f"{_heads('  ' * depth)}\n{'  ' * depth}- a\n\n" for depth in range(40)),
    "headings in folds": (_heads("") + "<details>\n\n") * 40 + "</details>\n\n" * 40,
    "brackets": "[" * 1000 + "word" + "]" * 1000,
    "links": "[" * 500 + "word" + "](u)" * 500,
    "pictures": "![" * 500 + "word" + "](u)" * 500,
    "parentheses": "(" * 1000 + "word" + ")" * 1000,
    "a formula": "- a: $" + "\\frac{" * 300 + "x" + "}{y}" * 300 + "$",
    "tags": "<b>" * 500 + "word" + "</b>" * 500,
    "elements": "<div>" * 500 + "word" + "</div>" * 500,
    "gaps": "{{c1::" * 500 + "word" + "}}" * 500,
}
"""Each with a piece that stands in itself, hundreds of times."""

LONG: Mapping[str, Callable[[int], str]] = {
    "folds without an end": lambda size: "<details>\n" * size,
    "no-break spaces": lambda size: f"- a{chr(0xA0) * 40 * size}b",
    "no-break spaces in a cell": lambda size: f"|a|b|\n|-|-|\n|x{chr(0xA0) * 40 * size}y|z|\n",
    "rare spaces": lambda size: f"a{chr(0x2003) * 40 * size}b: c",
    "empty quotations": lambda size: "x )\n" + "> \n)\n" * size,
    "definitions of one term": lambda size: "a\n" + ": b\n" * size,
    "questions without end": lambda size: "Q: what is x?\nA: y z\n" * size,
    "bullets below a number": lambda size: "1. a\n" + "- b\n" * size,
    "bullets in plain text": lambda size: "• a\n" * size,
    "hints of one bullet": lambda size: "- a: b\n" + "  Hint: c\n" * size,
    "highlights": lambda size: "==a== " * size,
    "gaps in braces": lambda size: "{a} " * size,
    "underlined headings": lambda size: "a\n---\n" * size,
    "brackets": lambda size: "[" * 4 * size,
    "inline footnotes": lambda size: "^[" * 4 * size,
    "wiki links": lambda size: "[[" * 4 * size,
}
"""Each of a size."""
