"""Report -> concepts: what could be asked, and for every line that is left, why.

A rule is a function from a spot to what it finds there. Rules are tried in the order of `RULES`; lines that one rule
has used up are not offered to the next.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources

import yaml

from notes2anki.cues import every, language_of
from notes2anki.model import (
    Block,
    Dialect,
    Doubt,
    Finding,
    Footnote,
    Habits,
    Node,
    NodeKind,
    Problem,
    Question,
    Report,
    Skip,
)
from notes2anki.rules import (
    abstain,
    acronym,
    announced,
    arrow,
    attribute,
    cloze,
    condition,
    contrast,
    definition,
    dialects,
    divider,
    enumeration,
    explicit,
    fact,
    formula,
    glossary,
    heading,
    label,
    named,
    parts,
    prose,
    question,
    steps,
    table,
    term,
    told,
    topic,
)
from notes2anki.rules.kit.asides import Reading, read_apart
from notes2anki.rules.kit.found import Found, Hit, NamedRules, blocks_of, own_lines, pictures, switched_on
from notes2anki.rules.kit.left import Lines, all_off, left_over, words_of_row
from notes2anki.rules.kit.lines import links_of
from notes2anki.rules.kit.marks import Fault, Forced, Frame, Marking, Sign, first_come
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.tape import Entry, tape
from notes2anki.rules.merge import merge_facts
from notes2anki.text import Mark

RULES: NamedRules = (
    ("cloze", cloze.find),
    ("divider", divider.find),
    ("acronym", acronym.find),
    ("question", question.find),
    ("table", table.find),
    ("formula", formula.find),
    ("announced", announced.find),
    ("steps", steps.find),
    ("contrast", contrast.find),
    ("named", named.find),
    ("definition", definition.find),
    ("heading", heading.find),
    ("term", term.find),
    ("parts", parts.find),
    ("attribute", attribute.find),
    ("arrow", arrow.find),
    ("label", label.find),
    ("condition", condition.find),
    ("enumeration", enumeration.find),
    ("topic", topic.find),
    ("fact", fact.find),
    ("glossary", glossary.find),
)


PROSE: NamedRules = (
    ("named", named.find),
    ("definition", definition.find),
    ("contrast", contrast.find),
    ("condition", condition.find),
    ("topic", topic.find),
)
"""Rules that are tried on every sentence of a paragraph."""

STATEMENTS: NamedRules = (
    ("acronym", acronym.find),
    ("arrow", arrow.find),
    ("label", label.find),
)
"""Rules that are tried, before those, on a paragraph's lines that are statements of their own."""

_OF_ONE_STATEMENT = frozenset({"heading", *dict(PROSE), *dict(STATEMENTS)})
"""Rules that look at the first of a paragraph's statements."""

EXPLICIT = frozenset({"cloze", "divider", "explicit", *(f"dialect:{dialect}" for dialect in Dialect)})
"""Rules that read what the author marked as a card: nothing speaks against it."""

_MARKS_CARD = re.compile(r"(?:flash)?cards?(?:[-/](?:reversed?|spaced))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one report holds."""

    findings: tuple[Finding, ...]  # in the order of their lines
    skips: tuple[Skip, ...]
    problems: tuple[Problem, ...] = ()  # marks of the author's own that cannot be read


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule found at a spot; `beaten_by` is the rule that had used up some of its lines, if any."""

    rule: str
    spot: Spot
    found: Found
    beaten_by: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """A report as the rules see it: the steps from its blocks to its concepts."""

    spots: tuple[Spot, ...]
    reasons: Mapping[int, str | None]  # why no rule may look at a spot, by the spot's identity
    trials: tuple[Trial, ...]
    findings: tuple[Finding, ...]
    silenced: tuple[Skip, ...] = ()  # what no rule sees, since the author said so
    problems: tuple[Problem, ...] = ()
    told: frozenset[int] = frozenset()  # the lines that stand on a card


def extract(report: Report, habits: Habits = Habits(), spoken: tuple[Dialect, ...] = ()) -> Extraction:
    """Return the concepts of a report. Total: any outline gives an extraction."""
    if not report.front.has_cards:
        return Extraction((), tuple(all_off(report)))
    seen = examine(report, habits, spoken)
    used = set(seen.told)
    used.update(line for skip in seen.silenced for line in range(skip.first, skip.last + 1))
    marked = (trial.found.claims for trial in seen.trials if trial.rule in EXPLICIT and not trial.beaten_by)
    lines = Lines(frozenset(used), frozenset().union(*marked))
    skips = (*seen.silenced, *left_over(report, seen.spots, seen.reasons, lines))
    return Extraction(seen.findings, tuple(sorted(skips, key=lambda skip: skip.first)), seen.problems)


def examine(report: Report, habits: Habits = Habits(), spoken: tuple[Dialect, ...] = ()) -> Examination:
    """Return all that the rules see in a report and find there, whether cards are off for it or not."""
    report, silenced = explicit.without_silenced(dialects.clean(report, spoken))
    reading = read_apart(report, habits, every("hints") | {*habits.labels})
    marks = tuple(_marks(report, reading, spoken))
    wanted = (mark for mark in marks if isinstance(mark, Marking) and mark.rule not in habits.rules_off)
    marked = tuple(Trial(mark.rule, mark.spot, mark.found) for mark in wanted)
    framed = tuple(_framed(report, mark.entry) for mark in marks if isinstance(mark, Frame))
    problems = tuple(_problem(report, mark) for mark in marks if isinstance(mark, Fault))
    taken = {line for skip in framed for line in range(skip.first, skip.last + 1)}
    taken.update(line for trial in marked for line in trial.found.claims)
    taken.update(problem.line for problem in problems if problem.is_error)
    reasons = _reasons(reading.spots) | (_reasons(reading.bare) if reading.bares else {})
    reasons |= {node: reasons[id(bare.node)] for node, bare in reading.bares.items()}
    shown_whole = {line for trial in marked if trial.found.is_whole for line in trial.found.claims}
    remarks = (remark for remark in reading.remarks if remark[0].number not in shown_whole)
    spots = _with_tellable(reading.bare, reasons)
    live = tuple(spot for spot in spots if reasons[id(spot.node)] is None)
    trials = (*marked, *_trials(live, reading, habits, taken))
    hits = [(trial.rule, trial.spot, _placed(trial)) for trial in trials if not trial.beaten_by]
    more = (*prose.find(_untold(live, taken, hits), *_prose_rules(habits)), *told.find_all(hits, habits))
    merged = merge_facts(sorted((*hits, *more), key=lambda hit: (hit[1].node.first, hit[0])))
    shown = reading.told(tuple(found for *_, found in merged))
    whole = zip(merged, shown, strict=True)
    return Examination(
        spots=reading.spots,
        reasons=reasons,
        trials=(*trials, *(Trial(*hit) for hit in more)),
        findings=tuple(_finding((rule, spot, found), report.footnotes) for (rule, spot, _), found in whole),
        silenced=(*silenced, *framed, *(abstain.remark(report, *remark) for remark in remarks)),
        problems=problems,
        told=frozenset().union(*(found.claims for found in (*shown, *(found for *_, found in hits)))),
    )


def score_of(rule: str, habits: Habits = Habits()) -> float:
    """Return the score that the user gives to a rule, else its measured precision."""
    mine = dict(habits.scores).get(rule)
    return mine if mine is not None else 1.0 if rule in EXPLICIT else scores()[rule]


@functools.cache
def scores() -> dict[str, float]:
    """Return each rule's measured precision."""
    text = resources.files(__name__).joinpath("scores.yaml").read_text(encoding="utf-8")
    return {str(name): float(score) for name, score in yaml.safe_load(text).items()}


def _reasons(spots: tuple[Spot, ...]) -> dict[int, str | None]:
    """Return why each spot may not become a card, by the spot's identity; parents come before their children."""
    sections: dict[int, str | None] = {}
    found: dict[int, str | None] = {}
    for spot in spots:
        above = sections[id(spot.parent)] if spot.parent else None
        sections[id(spot.node)] = above or abstain.section_reason(spot.node, spot.habits.sections)
        found[id(spot.node)] = sections[id(spot.node)] or abstain.reason(spot)
    return found


def _with_tellable(spots: tuple[Spot, ...], reasons: Mapping[int, str | None]) -> tuple[Spot, ...]:
    """Take from each spot's children those that may not be told: a plan is no answer to the question above it."""
    untold = {id(spot.node) for spot in spots if reasons[id(spot.node)] and spot.node.kind is not NodeKind.CODE}
    return tuple(_without(spot, untold) for spot in spots)


def _without(spot: Spot, untold: set[int]) -> Spot:
    told = tuple(child for child in spot.children if id(child) not in untold)
    return spot if len(told) == len(spot.children) else replace(spot, children=told)


def _marks(report: Report, reading: Reading, spoken: tuple[Dialect, ...]) -> Iterator[Sign]:
    """Yield the cards that the author marked, each line once, and what is wrong with marks."""
    lines = tape(reading.spots, report.front.tags)
    used: set[int] = set()
    yield from dialects.find(lines, spoken, used)
    for mark in explicit.find(lines, used):
        yield from first_come(_by_rules(mark, reading, used), used) if isinstance(mark, Forced) else (mark,)


def _framed(report: Report, entry: Entry) -> Skip:
    return Skip(report.path, entry.number, entry.last, entry.text.plain, "read as another tool's markup")


def _problem(report: Report, fault: Fault) -> Problem:
    return Problem(report.path, fault.line, fault.message, fault.hint, is_error=fault.is_error)


def _by_rules(mark: Forced, reading: Reading, used: set[int]) -> tuple[Marking | Fault, ...]:
    """Return what the best rule finds at the block, whatever its score; if none does, what there is instead."""
    found: dict[str, list[Found]] = {}
    for name, rule in switched_on(RULES, mark.spot.habits):
        if mine := [one for one in reading.found_at(mark.spot, rule) if not one.is_aside and not used & one.claims]:
            found[name] = mine
    best = max(found, key=lambda name: score_of(name, mark.spot.habits) * found[name][0].weight, default="")
    if not best:
        return (mark.instead,)
    return tuple(Marking("explicit", mark.spot, replace(one, weight=1.0)) for one in found[best])


def _trials(spots: tuple[Spot, ...], reading: Reading, habits: Habits, taken: set[int]) -> Iterator[Trial]:
    used = dict.fromkeys(taken, "explicit")
    for name, rule in switched_on(RULES, habits):
        for spot in spots:
            trials = [Trial(name, spot, found, _beaten_by(found, used)) for found in reading.found_at(spot, rule)]
            yield from trials
            won = (trial.found for trial in trials if not trial.beaten_by and not trial.found.is_aside)
            used.update((line, name) for found in won for line in found.claims)


def _beaten_by(found: Found, used: Mapping[int, str]) -> str:
    if found.is_aside:
        return ""
    return next((used[line] for line in sorted(found.claims) if line in used), "")


def _untold(live: tuple[Spot, ...], taken: set[int], hits: Sequence[Hit]) -> Iterator[Spot]:
    """Yield the paragraphs of which more may be told than the rules found in their first sentence."""
    rules = {id(spot): rule for rule, spot, _ in hits}
    for spot in live:
        is_prose = spot.node.kind is NodeKind.PARAGRAPH and rules.get(id(spot), PROSE[0][0]) in dict(PROSE)
        if is_prose and not taken & own_lines(spot.node):
            yield spot


def _prose_rules(habits: Habits) -> tuple[NamedRules, NamedRules]:
    return switched_on(PROSE, habits), switched_on(STATEMENTS, habits)


def _placed(trial: Trial) -> Found:
    is_prose = trial.spot.node.kind is NodeKind.PARAGRAPH and trial.rule in _OF_ONE_STATEMENT
    return prose.on_its_lines(trial.spot, trial.found) if is_prose else trial.found


def _finding(hit: Hit, footnotes: tuple[Footnote, ...]) -> Finding:
    rule, spot, found = hit
    own = (Doubt("the rule's own", found.weight),) if found.weight < 1 else ()
    doubts = (*own, *(() if rule in EXPLICIT else abstain.doubts(spot, found.concept)))
    score = math.prod((score_of(rule, spot.habits), *(doubt.factor for doubt in doubts)))
    inner = [node for node in spot.node.children if node.first in found.claims]
    shown = [spot.node, *inner, *(node for node in spot.node.children if node.first not in found.claims)]
    remarks = () if found.is_aside else _remarks(found.claims, footnotes)
    lines = found.claims | found.others
    near = (*spot.links, *(link for node in (spot.node, *inner) for link in _links(node, found.claims)))
    links = found.sources if found.is_whole else near
    return Finding(
        concept=found.concept,
        rule=rule,
        score=min(round(score, 4), 1.0),
        slot=found.slot,
        source_text=found.source,
        first=min(lines),
        last=max(lines),
        said=_said(spot, found),
        language=language_of(_told(found), spot.home).language,
        trail=spot.trail,
        formulas=spot.formulas,
        sources=tuple(dict.fromkeys(links)),
        extra=(*found.extra, *(() if found.is_whole else pictures(shown)), *remarks),
        tags=_tags(spot, found),
        doubts=doubts,
        is_explicit=rule in EXPLICIT,
        is_reversed=found.is_reversed,
    )


def _links(node: Node, claims: frozenset[int]) -> tuple[str, ...]:
    """Return the addresses that belong to a block; of a table, those in the rows that were used."""
    cells = (cell for row in node.rows if row.number in claims for cell in row.cells)
    return (*links_of(node), *(link for cell in cells for link in cell.links))


def _remarks(claims: frozenset[int], footnotes: tuple[Footnote, ...]) -> tuple[Block, ...]:
    """Return what the footnotes say to which some of the lines refer, each once, but for those among the lines."""
    told = (footnote for footnote in footnotes if footnote.line in claims)
    texts = dict.fromkeys(
        footnote.text for footnote in told if not own_lines(*footnote.text) <= claims - {footnote.line}
    )
    return tuple(block for text in texts for block in (*blocks_of(text), *pictures(text)))


def _said(spot: Spot, found: Found) -> str:
    """Return the block's own words on the lines that were used, as they stand in the note."""
    node = spot.node
    rows = [words_of_row(row) for row in node.rows if row.number in found.claims]
    lines = [line.text.plain for line in node.written or node.lines if line.number in found.claims]
    return " ".join(rows or lines)


def _tags(spot: Spot, found: Found) -> tuple[tuple[str, ...], ...]:
    """Return the tags, nearest first, without those that only mark a card."""
    groups = (found.tags, *spot.tags)
    named = (tuple(tag for tag in group if not _MARKS_CARD.fullmatch(tag)) for group in groups)
    return tuple(group for group in named if group)


def _told(found: Found) -> str:
    """Return the words of what is asserted; where it is code or a table, those of the question."""
    told = " ".join(text.dropping(Mark.CODE, Mark.MATH).plain for text in abstain.told_by(found.concept))
    if told.strip() or not isinstance(found.concept, Question):
        return told
    return found.concept.question.dropping(Mark.CODE, Mark.MATH).plain
