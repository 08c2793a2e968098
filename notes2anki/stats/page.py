"""Stats -> a page of its own: HTML with SVG bars. Nothing is loaded, no script runs, everything is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

from notes2anki.model import Skip
from notes2anki.stats import Count, Stats

_GAP = 0.2  # of a column's width, between two of them
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # should anything slip through, it does nothing


def as_html(stats: Stats, title: str) -> str:
    """Return the page. `title` says whose figures they are."""
    return "\n".join(_page(stats, title))


def _page(stats: Stats, title: str) -> Iterator[str]:
    style = resources.files(__name__.rpartition(".")[0]).joinpath("page.css").read_text(encoding="utf-8")
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>\n<style>\n{style.strip()}\n</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{escape(title)}</h1>"
    yield _figures((Count("reports", stats.reports), *stats.statuses))
    for name, counts in stats.groups:
        if counts:
            yield from (f"<section>\n<h2>{escape(name)}</h2>", *_chart(counts, stats, name), "</section>")
    if stats.revisit:
        yield from ("<section>\n<h2>To revisit</h2>", *_revisit(stats.revisit), "</section>")
    yield "</main>\n</body>\n</html>"


def _figures(counts: Iterable[Count]) -> str:
    rows = "".join(f"<div><dt>{escape(one.name)}</dt><dd>{one.number:,}</dd></div>" for one in counts)
    return f'<dl class="figures">{rows}</dl>'


def _chart(counts: tuple[Count, ...], stats: Stats, title: str) -> Iterator[str]:
    if counts is not stats.weeks or len(counts) < 2:
        yield _bars(counts)
        return
    yield _columns(counts, title)
    yield f"<details>\n<summary>As a table</summary>\n{_bars(counts)}\n</details>"


def _bars(counts: tuple[Count, ...]) -> str:
    most = max(one.number for one in counts) or 1
    return "<table>\n" + "\n".join(_bar(one, most) for one in counts) + "\n</table>"


def _bar(one: Count, most: int) -> str:
    width = f"{one.number / most * 100:.2f}".rstrip("0").rstrip(".")
    box = 'viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"'
    svg = f'<svg {box}><rect width="{width}" height="1"/></svg>'
    return f'<tr><th scope="row">{escape(one.name)}</th><td class="bar">{svg}</td><td>{one.number:,}</td></tr>'


def _columns(counts: tuple[Count, ...], title: str) -> str:
    """Return columns side by side; each tells its name and number when pointed at."""
    most = max(one.number for one in counts) or 1
    columns = "".join(
        f'<g><title>{escape(one.name)}: {one.number:,}</title><rect class="all" x="{place}" width="1" height="100"/>'
        f'<rect x="{place + _GAP / 2:g}" y="{100 - one.number / most * 100:.4g}" width="{1 - _GAP:g}"'
        f' height="{one.number / most * 100:.4g}"/></g>'
        for place, one in enumerate(counts)
    )
    box = f'viewBox="0 0 {len(counts)} 100" preserveAspectRatio="none"'
    ends = "".join(f"<span>{escape(counts[place].name)}</span>" for place in (0, -1))
    return (
        f'<figure>\n<div class="most">{most:,}</div>\n<svg class="columns" {box} role="img"'
        f' aria-label="{escape(title)}, at most {most:,}">{columns}</svg>\n<figcaption>{ends}</figcaption>\n</figure>'
    )


def _revisit(skips: Iterable[Skip]) -> Iterator[str]:
    yield "<ul>"
    for skip in skips:
        text = escape(" ".join(skip.text.split()))
        yield f'<li>{text} <span class="place">{escape(skip.path)}:{skip.first}</span></li>'
    yield "</ul>"
