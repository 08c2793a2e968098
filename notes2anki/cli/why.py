"""PATH:LINE -> in words, why there is a card or none."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import click

from notes2anki.build import labelled, load
from notes2anki.cli.columns import cut
from notes2anki.cli.show import shown
from notes2anki.cli.targets import Adhoc, Target, adhoc_target, attempt, report_targets
from notes2anki.files import escaped, shown_path
from notes2anki.listing import place
from notes2anki.model import Card, Problem, Selection, Settings, Status
from notes2anki.overrides import Said
from notes2anki.reading import read_report
from notes2anki.reading.files import find_reports, read_text
from notes2anki.trace import Attempt, Explanation, Fate, Parent, Verdict, explain


def why(where: str, paths: tuple[str, ...]) -> tuple[str, tuple[Problem, ...]]:
    """Return what is to be said of a line, and problems.

    The deck is among those of `paths`, else the one that the report belongs to; a report of no deck is one by itself.
    """
    name, _, number = where.rpartition(":")
    if not name or not number.isdecimal():
        raise click.BadParameter(f"{where!r} is not a place: write it as notes/day41.md:12.", param_hint="--why")
    file = Path(name)
    target = _target_of(file, paths)
    settings = target.settings
    if settings is None:
        return "", target.problems
    said, problems = attempt(lambda: "\n".join(_explained(settings, file, int(number))))
    return said or "", problems


def _target_of(file: Path, paths: tuple[str, ...]) -> Target:
    for target in report_targets(paths):
        if target.settings is not None and _path_in(target.settings, file):
            return target
    if not paths:
        return adhoc_target(Adhoc((str(file),), "notes.apkg", "Notes"))
    return Target(None, (Problem(file.as_posix(), 0, f"is not among the reports of {', '.join(paths)}"),))


def _path_in(settings: Settings, file: Path) -> Path | None:
    """Return the file as the deck calls it; None if it is none of the deck's."""
    found, _ = attempt(lambda: find_reports(settings)[0])
    return next((path for path in found or () if path.resolve() == file.resolve()), None)


def _explained(settings: Settings, file: Path, line: int) -> Iterator[str]:
    path = shown_path(_path_in(settings, file) or file, settings.root)
    report, _ = read_report(read_text(file, file.as_posix()), path)
    loaded = load(settings, Selection(is_strict=True))
    explanation = explain(report, line, (*loaded.cards, *loaded.skips), labelled(settings))
    yield from _block(explanation, file)
    yield from _result(explanation, settings, loaded.said)


def _block(explanation: Explanation, file: Path) -> Iterator[str]:
    node = explanation.node
    where = f"{escaped(file.as_posix())}:{explanation.line}"
    if node is None:
        yield f"{where}: {'not seen' if explanation.reason else 'nothing stands on this line'}"
    else:
        lines = f"line {node.first}" if node.first == node.last else f"lines {node.first}-{node.last}"
        yield f"{where}: {node.kind} on {lines}, language {explanation.language}"
        yield f"  {cut(node.text.plain or node.code)}"
    if explanation.parents:
        yield "under"
        yield from map(_parent, explanation.parents)
    if explanation.reason:
        yield f"no rule may look at it: {explanation.reason}"
    yield from _rules(explanation)


def _rules(explanation: Explanation) -> Iterator[str]:
    """Say which rules found something, in the order in which they are tried, and which did not."""
    if all(tried.fate is Fate.OFF for tried in explanation.attempts):
        return
    found = [tried for tried in explanation.attempts if tried.concept]
    width = max((len(tried.rule) for tried in found), default=0)
    yield "rules"
    yield from (f"  {tried.rule:{width}}  {_attempt(tried, explanation)}" for tried in found)
    for fate in (Fate.NOTHING, Fate.OFF):
        names = [tried.rule for tried in explanation.attempts if tried.fate is fate]
        if names:
            yield f"  {fate}: {', '.join(names)}"


def _parent(parent: Parent) -> str:
    remarks = "".join(f" ({remark})" for remark in (parent.naming, parent.standing) if remark)
    return f"  {parent.node.first}: {parent.node.kind} {cut(parent.node.text.plain)}{remarks}"


def _attempt(tried: Attempt, explanation: Explanation) -> str:
    is_here = explanation.node is not None and tried.first == explanation.node.first
    where = "" if is_here else f" (from line {tried.first})"
    taken = f", but {tried.beaten_by} had taken the lines" if tried.beaten_by else ""
    return f"{tried.fate} {cut(tried.concept)}{where}{taken}"


def _result(explanation: Explanation, settings: Settings, said: Said) -> Iterator[str]:
    for verdict in explanation.verdicts:
        yield f"score  {_score(verdict, explanation.path)}"
        yield f"result  {_outcome(verdict, explanation, settings, said)}"
    for card in explanation.mine:
        yield f"result  {card.status}: {cut(card.question.plain)} (key {card.key}, your own)"
    if not explanation.verdicts and not explanation.mine:
        reasons = dict.fromkeys(skip.reason for skip in explanation.skips)
        yield f"result  no card{': ' if reasons else ''}{', '.join(reasons)}"


def _score(verdict: Verdict, path: str) -> str:
    match verdict.result:
        case Card(path=home, doubts=doubts) if home == path:
            pass
        case _:
            doubts = verdict.finding.doubts
    factors = "".join(f" × {doubt.factor:g} ({doubt.name})" for doubt in doubts)
    score = min(1.0, math.prod((verdict.base, *(doubt.factor for doubt in doubts))))
    return f"{verdict.base:g} ({verdict.finding.rule}){factors} = {score:.2f}"


def _outcome(verdict: Verdict, explanation: Explanation, settings: Settings, said: Said) -> str:
    card = verdict.result
    if not isinstance(card, Card):
        return f"no card: {card.reason}" if card else "no card"
    is_home = card.path == explanation.path
    home = "" if is_home else f", which has its home at {shown(card.path, settings.root)}:{place(card)}"
    return f"{_status(card, settings.threshold, said)}: {cut(card.question.plain)} (key {card.key}{home})"


def _status(card: Card, threshold: float, said: Said) -> str:
    measured = Status.KEEP if card.score >= threshold else Status.SUGGESTED
    if card.reason:
        return f"{card.status}, {card.reason}"
    if card.status is not measured:
        return f"{card.status}, by {said[card.key].where}" if card.key in said else card.status
    return card.status if measured is Status.KEEP else f"{card.status}, for it scores less than {threshold:g}"
